import { at, sum } from '../../scoring/numbers.js';
import type { Matrix } from '../../matrix.js';
import { signOf, type Table } from '../table.js';
import { type Preference, preferenceFor } from './preference.js';

export type PrometheeOptions = Readonly<{
  /** Per criterion. */
  preferences: readonly Preference[];
}>;

/** Flows are 0 where there is one alternative only. */
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
  const { scores, directions, weights } = table;
  const indices = [...scores.keys()];
  const others = Math.max(1, indices.length - 1);
  const degree = (a: number, b: number, column: number) => {
    const difference = at(at(scores, a), column) - at(at(scores, b), column);
    return preferenceFor(signOf(at(directions, column)) * difference, at(preferences, column));
  };
  const preferenceIndices = indices.map((a) =>
    indices.map((b) =>
      sum(weights.map((weight, column) => (weight === 0 ? 0 : weight * degree(a, b, column)))),
    ),
  );
  const values = indices.map((a) =>
    weights.map((_, column) => sum(indices.map((b) => degree(a, b, column) - degree(b, a, column))) / others),
  );
  const phiPlus = preferenceIndices.map((row) => sum(row) / others);
  const phiMinus = indices.map((a) => sum(preferenceIndices.map((row) => at(row, a))) / others);
  return {
    phiPlus,
    phiMinus,
    phi: phiPlus.map((plus, a) => plus - at(phiMinus, a)),
    preferenceIndices,
    values,
  };
}
