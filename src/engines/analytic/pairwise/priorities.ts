import { at, columnOf, sum } from '../numbers/numbers.js';
import type { Matrix } from '../numbers/matrix.js';
import { completed } from './completion.js';
import { principalEigenvector, shared } from './eigenvector.js';
import type { Judgments, PriorityMethod } from '../problem/judgments.js';

/** Weights from judgments, and the judgments they were made of. */
export interface Priorities {
  /** Sum to 1. */
  readonly weights: readonly number[];
  /** The judgments with every missing one filled in. */
  readonly complete: Matrix;
}

/**
 * Weights from pairwise judgments.
 *
 * - `eigenvector`: the principal right eigenvector, as Saaty defines it.
 * - `column_mean`: the mean of the columns, each scaled to sum 1; a common approximation.
 * - `geometric_mean`: the geometric mean of each row; the same as the eigenvector for three criteria or fewer, and
 *   free of the difference between left and right eigenvector.
 *
 * @param judgments connected
 * @see Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.
 * @see Crawford, G. and Williams, C. (1985). A note on the analysis of subjective judgment matrices. Journal of
 *   Mathematical Psychology 29(4), 387-405.
 */
export function prioritiesOf(judgments: Judgments, method: PriorityMethod): Priorities {
  const complete = completed(judgments);
  switch (method) {
    case 'eigenvector':
      return { weights: principalEigenvector(complete), complete };
    case 'column_mean':
      return { weights: columnMean(complete), complete };
    case 'geometric_mean':
      return { weights: geometricMean(complete), complete };
  }
}

function columnMean(matrix: Matrix): number[] {
  const columns = matrix.map((_, column) => shared(columnOf(matrix, column)));
  return shared(matrix.map((_, row) => sum(columns.map((column) => at(column, row)))));
}

function geometricMean(matrix: Matrix): number[] {
  const logs = matrix.map((row) => sum(row.map((judgment) => Math.log(judgment))) / row.length);
  const largest = Math.max(...logs);
  return shared(logs.map((log) => Math.exp(log - largest)));
}
