import { at, sum, withoutNoise } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';
import { vectorScale } from '../distance/scaling.js';
import { mapColumns, signOf, type Table } from '../../numbers/table.js';

/** What both parts of MOORA find, per alternative. */
export interface Moora {
  /** More is better. */
  readonly ratio: readonly number[];
  /** The largest weighted distance to the best of a column, less is better. */
  readonly referencePoint: readonly number[];
  /** `±x/‖x‖`, so that the ratio is their weighted sum. */
  readonly values: Matrix;
}

/**
 * Multi-objective optimization on the basis of ratio analysis: of scores over the length of their column, benefits
 * less costs; and the largest distance to the best of each column.
 *
 * @param table weights here are coefficients of significance and need not sum to 1: in the plain method each is 1
 * @see Brauers, W. K. M. and Zavadskas, E. K. (2006). The MOORA method and its application to privatization in a
 *   transition economy. Control and Cybernetics 35(2), 445-469.
 */
export function moora(table: Table): Moora {
  const values = mapColumns(table, (column, direction) => {
    const scale = vectorScale(column);
    return (score) => signOf(direction) * scale(score);
  });
  const weighted = values.map((row) => row.map((value, index) => value * at(table.weights, index)));
  const best = table.weights.map((_, column) => Math.max(...weighted.map((row) => at(row, column))));
  return {
    ratio: weighted.map((row) => withoutNoise(sum(row), sum(row.map(Math.abs)))),
    referencePoint: weighted.map((row) => Math.max(...row.map((value, index) => at(best, index) - value))),
    values,
  };
}
