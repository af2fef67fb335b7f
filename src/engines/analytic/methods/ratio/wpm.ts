import { at, columnOf, sum } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import { signOf, type Table } from '../../numbers/table.js';

/** How the product makes columns comparable. */
export type WpmOptions = Readonly<{ normalization: 'max' | 'sum' }>;

/** What the weighted product finds. */
export interface Wpm {
  /** The product `Π u^w`, more is better. */
  readonly scores: readonly number[];
  /** Its natural logarithm, which keeps differences where the product is very small. */
  readonly logarithms: readonly number[];
  /** `ln u` per alternative and criterion; 0 where the weight is 0, whatever the score. */
  readonly values: Matrix;
}

/**
 * Weighted product: `Π u^w` with u the score in parts of the best of its column (`max`), or of the sum of the column
 * (`sum`), and reciprocals for costs. Only ratios of scores matter, so the order needs no normalization and cannot
 * depend on other alternatives.
 *
 * @param table scores above 0 wherever the weight is
 * @see Miller, D. W. and Starr, M. K. (1969). Executive Decisions and Operations Research. Prentice-Hall.
 */
export function wpm(table: Table, { normalization }: WpmOptions): Wpm {
  const logs = table.directions.map((direction, column) => {
    if (at(table.weights, column) === 0) return table.scores.map(() => 0);
    const raw = columnOf(table.scores, column).map((score) => signOf(direction) * Math.log(score));
    const best = Math.max(...raw);
    const base =
      normalization === 'max' ? best : best + Math.log(sum(raw.map((log) => Math.exp(log - best))));
    return raw.map((log) => log - base);
  });
  const values = table.scores.map((_, row) => logs.map((column) => at(column, row)));
  const logarithms = values.map((row) => sum(row.map((log, index) => log * at(table.weights, index))));
  return { scores: logarithms.map((log) => Math.exp(log)), logarithms, values };
}
