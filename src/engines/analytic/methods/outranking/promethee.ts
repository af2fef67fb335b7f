import { at, columnOf, sum, withoutNoise } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import { signOf, type Table } from '../../numbers/table.js';
import type { Preference } from '../../problem/criteria.js';
import { preferenceFor } from './preference.js';

/** How a difference on each criterion becomes a preference. */
export type PrometheeOptions = Readonly<{
  /** Per criterion. */
  preferences: readonly Preference[];
}>;

/** Flows are 0 where there is only one alternative. */
export interface Promethee {
  /** How far an alternative is preferred to the others on average, in 0..1. */
  readonly phiPlus: readonly number[];
  /** How far the others are preferred to it. */
  readonly phiMinus: readonly number[];
  /** The difference of both, in -1..1; sums to 0 over all alternatives. */
  readonly phi: readonly number[];
  /** Alternative × alternative: the weighted degree to which the one is preferred to the other. */
  readonly preferenceIndices: Matrix;
  /** Net flows by criterion: phi is their weighted sum. */
  readonly values: Matrix;
}

/**
 * Preference ranking organization method for enrichment evaluations. With P the degree of preference by criterion,
 * `π(a,b) = Σ w·P(a,b)`, `φ⁺(a) = Σ π(a,b)/(m-1)`, `φ⁻(a) = Σ π(b,a)/(m-1)` and `φ = φ⁺ - φ⁻`.
 *
 * @see Brans, J. P., Vincke, P. and Mareschal, B. (1986). How to select and how to rank projects: the PROMETHEE
 *   method. European Journal of Operational Research 24(2), 228-238.
 */
export function promethee(table: Table, { preferences }: PrometheeOptions): Promethee {
  const size = table.scores.length;
  const others = Math.max(1, size - 1);
  const preferenceIndices = table.scores.map(() => new Array<number>(size).fill(0));
  const columns = table.weights.map((weight, column) => {
    const sign = signOf(at(table.directions, column));
    const merits = columnOf(table.scores, column).map((score) => sign * score);
    return netFlows(merits, at(preferences, column), weight, preferenceIndices);
  });
  const values = table.scores.map((_, a) => columns.map((flows) => at(flows, a) / others));
  const phiPlus = preferenceIndices.map((row) => sum(row) / others);
  const phiMinus = table.scores.map((_, a) => sum(columnOf(preferenceIndices, a)) / others);
  const phi = phiPlus.map((plus, a) => withoutNoise(plus - at(phiMinus, a), plus));
  return { phiPlus, phiMinus, phi, preferenceIndices, values };
}

/**
 * By how much each alternative is preferred on one criterion, less how much others are, summed over all others. Each
 * pair is visited once: only the better one of both is preferred.
 *
 * @param indices receives the weighted degrees
 */
function netFlows(
  merits: readonly number[],
  preference: Preference,
  weight: number,
  indices: number[][],
): number[] {
  const flows = merits.map(() => 0);
  for (const [a, own] of merits.entries()) {
    for (let b = a + 1; b < merits.length; b += 1) {
      const lead = own - (merits[b] ?? own);
      if (lead === 0) continue;
      const [better, worse] = lead > 0 ? [a, b] : [b, a];
      const degree = preferenceFor(Math.abs(lead), preference);
      flows[better] = (flows[better] ?? 0) + degree;
      flows[worse] = (flows[worse] ?? 0) - degree;
      const row = at(indices, better);
      row[worse] = (row[worse] ?? 0) + weight * degree;
    }
  }
  return flows;
}
