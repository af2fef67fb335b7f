import { at, columnOf, sum } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import type { Table } from '../../numbers/table.js';

/** Whether the priorities of a criterion sum to 1 (`distributive`) or the largest of them is 1 (`ideal`). */
export type AhpSynthesis = Readonly<{ mode: 'distributive' | 'ideal' }>;

/** What AHP finds. */
export interface Ahp {
  /** Sum to 1. */
  readonly scores: readonly number[];
  /** Per alternative and criterion; sum to 1 in each column. */
  readonly localPriorities: Matrix;
  /** What is weighted: the scores are the weighted sums. */
  readonly values: Matrix;
}

/**
 * Synthesis of the analytic hierarchy process: the weighted sum of local priorities. In `distributive` mode these are
 * shares, so that a copy of an alternative takes from it and can turn the order of others; in `ideal` mode the best of
 * each criterion counts 1, so that it cannot.
 *
 * @param table local priorities for scores, above 0
 * @see Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.
 * @see Belton, V. and Gear, T. (1983). On a short-coming of Saaty's method of analytic hierarchies. Omega 11(3),
 *   228-230, for the ideal mode.
 */
export function ahp({ scores, weights }: Table, { mode }: AhpSynthesis): Ahp {
  const shares = columnsBy(scores, (column) => sum(column));
  const parts = mode === 'distributive' ? shares : columnsBy(scores, (column) => Math.max(...column));
  const total = sum(parts.map((row) => weighted(row, weights)));
  const values = parts.map((row) => row.map((part) => part / total));
  return { scores: values.map((row) => weighted(row, weights)), localPriorities: shares, values };
}

function columnsBy(scores: Matrix, sizeOf: (column: readonly number[]) => number): Matrix {
  const sizes = at(scores, 0).map((_, column) => sizeOf(columnOf(scores, column)));
  return scores.map((row) => row.map((score, column) => score / at(sizes, column)));
}

function weighted(row: readonly number[], weights: readonly number[]): number {
  return sum(row.map((value, column) => value * at(weights, column)));
}
