import { at, sum } from '../../numbers/numbers.js';
import type { Table } from '../../numbers/table.js';
import { ratios } from './ratios.js';
import { wpm } from './wpm.js';

/** How much the sum counts against the product, 0..1. */
export type WaspasOptions = Readonly<{ lambda: number }>;

/** What WASPAS finds, with the sum and the product it is made of. */
export interface Waspas {
  /** More is better. */
  readonly scores: readonly number[];
  readonly saw: readonly number[];
  readonly wpm: readonly number[];
}

/**
 * Weighted aggregated sum product assessment: `λ·Σ w·u + (1 - λ)·Π u^w`, both of ratios to the best of the column.
 *
 * @param table scores above 0
 * @see Zavadskas, E. K., Turskis, Z., Antucheviciene, J. and Zakarevicius, A. (2012). Optimization of weighted
 *   aggregated sum product assessment. Electronics and Electrical Engineering 122(6), 3-6.
 */
export function waspas(table: Table, { lambda }: WaspasOptions): Waspas {
  const saw = ratios(table).map((row) => sum(row.map((part, index) => part * at(table.weights, index))));
  const product = wpm(table, { normalization: 'max' }).scores;
  return {
    scores: saw.map((part, index) => lambda * part + (1 - lambda) * at(product, index)),
    saw,
    wpm: product,
  };
}
