import { sum } from '../../numbers/numbers.js';
import type { Direction, Matrix } from '../../numbers/matrix.js';
import { mapColumns, type Table } from '../../numbers/table.js';

/**
 * `x / max` for a benefit, `min / x` for a cost: the best of every column is 1.
 *
 * @param table benefits that are not negative, costs above 0; a column of zeros stays one
 */
export function ratios(table: Pick<Table, 'scores' | 'directions'>): Matrix {
  return mapColumns(table, ratioOf);
}

/** `x / Σx` of either direction: less stays better for a cost. */
export function shares(table: Pick<Table, 'scores' | 'directions'>): Matrix {
  return mapColumns(table, (column) => {
    const size = Math.max(...column);
    const total = sum(column.map((score) => score / size));
    return (score) => (size === 0 ? 0 : score / size / total);
  });
}

function ratioOf(column: readonly number[], direction: Direction): (score: number) => number {
  const best = direction === 'benefit' ? Math.max(...column) : Math.min(...column);
  if (best === 0) return () => 0;
  return direction === 'benefit' ? (score) => score / best : (score) => best / score;
}
