import { at, sum } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import type { Table } from '../../numbers/table.js';
import { ratios } from './ratios.js';

/** What ARAS finds, per alternative. */
export interface Aras {
  /** The degree of utility K in 0..1, more is better. */
  readonly scores: readonly number[];
  /** The optimality function S per alternative, and that of the ideal. */
  readonly optimality: readonly number[];
  readonly ideal: number;
  /** Shares per alternative and criterion, so that K is their weighted sum over `ideal`. */
  readonly values: Matrix;
}

/**
 * Additive ratio assessment: adds an ideal alternative with the best of every column, takes the share of each in the
 * column (of reciprocals for a cost), and compares weighted sums with that of the ideal.
 *
 * @param table benefits that are not negative and not all 0, costs above 0
 * @see Zavadskas, E. K. and Turskis, Z. (2010). A new additive ratio assessment (ARAS) method in multicriteria
 *   decision-making. Technological and Economic Development of Economy 16(2), 159-172.
 */
export function aras(table: Table): Aras {
  const parts = ratios(table);
  // The ratio of the ideal to the best of the column is 1, and a share computed from ratios equals one computed from
  // scores.
  const totals = table.weights.map((_, column) => 1 + sum(parts.map((row) => at(row, column))));
  const values = parts.map((row) => row.map((part, column) => part / at(totals, column)));
  const optimality = values.map((row) => sum(row.map((part, column) => part * at(table.weights, column))));
  const ideal = sum(totals.map((total, column) => at(table.weights, column) / total));
  return { scores: optimality.map((figure) => figure / ideal), optimality, ideal, values };
}
