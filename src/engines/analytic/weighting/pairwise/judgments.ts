import { at } from '../../scoring/numbers.js';
import type { Matrix } from '../../matrix.js';

/**
 * How many times more the row weighs than the column, as somebody judged it: 1 on the diagonal, reciprocal across it,
 * `null` where nobody judged.
 */
export type Judgments = readonly (readonly (number | null)[])[];

/** Whether every two are connected by judgments, if only by way of others: else no common weights follow. */
export function isConnected(judgments: Judgments): boolean {
  const found = new Set([0]);
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [next, judgment] of at(judgments, node).entries()) {
      if (judgment === null || found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found.size === judgments.length;
}

/**
 * A matrix whose principal eigenvector is near that of the judgments once these are completed: 0 where one is missing,
 * and as much more on the diagonal as the row misses. Of judgments that do not contradict each other it is that itself.
 *
 * @see Harker, P. T. (1987). Incomplete pairwise comparisons in the analytic hierarchy process. Mathematical Modelling
 *   9(11), 837-848.
 */
export function forEigenvector(judgments: Judgments): Matrix {
  return judgments.map((row, i) => {
    const missing = row.filter((judgment) => judgment === null).length;
    return row.map((judgment, j) => (judgment ?? 0) + (i === j ? missing : 0));
  });
}

/** The element by element geometric mean of complete matrices, which keeps them reciprocal. */
export function meanJudgments(matrices: readonly Matrix[]): Matrix {
  const [first = []] = matrices;
  return first.map((row, i) =>
    row.map((_, j) => {
      const logs = matrices.map((matrix) => Math.log(at(at(matrix, i), j)));
      return Math.exp(logs.reduce((total, log) => total + log, 0) / matrices.length);
    }),
  );
}
