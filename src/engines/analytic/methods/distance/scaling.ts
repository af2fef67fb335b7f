import { isFlat } from '../../numbers/table.js';
import { sum } from '../../numbers/numbers.js';

/**
 * The Euclidean length of a column. Divides by the largest size first, so that no square overflows or vanishes; 0 only
 * for a column of zeros.
 */
export function lengthOf(column: readonly number[]): number {
  const size = Math.max(...column.map(Math.abs));
  return size === 0 ? 0 : size * Math.sqrt(sum(column.map((score) => (score / size) ** 2)));
}

/** `x / ‖x‖`; 0 for a column of zeros. Keeps the direction: less stays better for a cost. */
export function vectorScale(column: readonly number[]): (score: number) => number {
  const length = lengthOf(column);
  return (score) => (length === 0 ? 0 : score / length);
}

/** `(x - min) / (max - min)`; 0 for a column that is constant. Keeps the direction. */
export function rangeScale(column: readonly number[]): (score: number) => number {
  if (isFlat(column)) return () => 0;
  const [low, high] = [Math.min(...column), Math.max(...column)];
  return (score) => (score - low) / (high - low);
}
