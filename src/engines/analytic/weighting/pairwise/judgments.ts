import { at } from '../../scoring/numbers.js';
import type { Matrix } from '../../matrix.js';

/**
 * How many times more the row weighs than the column, as somebody judged it: 1 on the diagonal, reciprocal across it,
 * `null` where nobody judged.
 */
export type Judgments = readonly (readonly (number | null)[])[];

/** Whether every two are connected by judgments, directly or through others: otherwise no common weights follow. */
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
