import { at, sum } from '../../numbers/numbers.js';
import type { Table } from '../../numbers/table.js';
import { shares } from './ratios.js';

/** What COPRAS finds, per alternative. */
export interface Copras {
  /** Relative significance, more is better; the sum over all alternatives is the sum of the weights. */
  readonly Q: readonly number[];
  /** Q in parts of the best, in percent. */
  readonly utility: readonly number[];
  readonly sPlus: readonly number[];
  readonly sMinus: readonly number[];
}

/**
 * Complex proportional assessment. With S⁺ and S⁻ the weighted sums of shares over benefits and over costs,
 * `Q = S⁺ + ΣS⁻ / (S⁻ · Σ 1/S⁻)`; without any cost of weight, `Q = S⁺`.
 *
 * @param table scores that are not negative, no column all 0, no alternative without any cost where there are costs
 * @see Zavadskas, E. K., Kaklauskas, A. and Sarka, V. (1994). The new method of multicriteria complex proportional
 *   assessment of projects. Technological and Economic Development of Economy 1(3), 131-139.
 */
export function copras(table: Table): Copras {
  const parts = shares(table);
  const sumOf = (direction: 'benefit' | 'cost') =>
    parts.map((row) =>
      sum(
        row.map((part, index) =>
          at(table.directions, index) === direction ? part * at(table.weights, index) : 0,
        ),
      ),
    );
  const [sPlus, sMinus] = [sumOf('benefit'), sumOf('cost')];
  const savings = reciprocalShares(sMinus);
  const total = sum(sMinus);
  const Q = sPlus.map((plus, index) => plus + total * at(savings, index));
  const best = Math.max(...Q);
  return { Q, utility: Q.map((figure) => (best === 0 ? 100 : (100 * figure) / best)), sPlus, sMinus };
}

/** `(1/s) / Σ 1/s`. Alternatives of cost 0 share everything, which is the limit of the formula. */
function reciprocalShares(costs: readonly number[]): number[] {
  const least = Math.min(...costs);
  const savings = costs.map((cost) => (cost === least ? 1 : least / cost));
  const total = sum(savings);
  return savings.map((saving) => saving / total);
}
