import { at, columnOf, sum } from '../../numbers/numbers.js';
import { mapColumns, signOf, type Table } from '../../numbers/table.js';
import { rangeScale, vectorScale } from './scaling.js';

/** How TOPSIS makes columns comparable. */
export type TopsisOptions = Readonly<{ normalization: 'vector' | 'minmax' }>;

/** What TOPSIS finds: closeness, and the distances to the ideal and to its opposite. */
export interface Topsis {
  /** Closeness to the ideal in 0..1, more is better; 0.5 where all alternatives are the same. */
  readonly scores: readonly number[];
  readonly dPlus: readonly number[];
  readonly dMinus: readonly number[];
}

/**
 * Technique for order preference by similarity to ideal solution. With v = w·x/‖x‖, and the ideal and the anti-ideal
 * made of the best and the worst v of every column, `C = D⁻ / (D⁺ + D⁻)` of the Euclidean distances to both.
 *
 * Depends on where the zero of a unit is: with degrees Fahrenheit another alternative can win than with Celsius.
 *
 * @see Hwang, C. L. and Yoon, K. (1981). Multiple Attribute Decision Making. Springer.
 * @see Opricovic, S. and Tzeng, G. H. (2004). Compromise solution by MCDM methods. European Journal of Operational
 *   Research 156(2), 445-455, for how the winner changes with the units.
 */
export function topsis(table: Table, { normalization }: TopsisOptions): Topsis {
  const scale = normalization === 'vector' ? vectorScale : rangeScale;
  const scaled = mapColumns(table, (column, direction, index) => {
    const [toScale, factor] = [scale(column), signOf(direction) * at(table.weights, index)];
    return (score) => factor * toScale(score);
  });
  const columns = table.weights.map((_, index) => columnOf(scaled, index));
  const dPlus = distances(
    scaled,
    columns.map((column) => Math.max(...column)),
  );
  const dMinus = distances(
    scaled,
    columns.map((column) => Math.min(...column)),
  );
  return { scores: dPlus.map((plus, index) => closeness(plus, at(dMinus, index))), dPlus, dMinus };
}

function distances(rows: readonly (readonly number[])[], point: readonly number[]): number[] {
  return rows.map((row) => Math.sqrt(sum(row.map((value, index) => (value - at(point, index)) ** 2))));
}

function closeness(plus: number, minus: number): number {
  return plus + minus === 0 ? 0.5 : minus / (plus + minus);
}
