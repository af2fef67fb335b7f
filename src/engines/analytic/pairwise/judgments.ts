import { at } from '../numbers/numbers.js';
import type { Judgments } from '../problem/judgments.js';
import type { Matrix } from '../numbers/matrix.js';

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
