import type { Matrix } from '../matrix.js';

/** The item at an index that is known to be there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} among ${items.length}`);
  return item;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The caller must pass lists of the same length. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, number, index) => total + number * at(right, index), 0);
}

export function columnOf(matrix: Matrix, column: number): number[] {
  return matrix.map((row) => at(row, column));
}

/** An object with one property per name. */
export function keyed<T>(names: readonly string[], items: readonly T[]): Record<string, T> {
  return Object.fromEntries(names.map((name, index) => [name, at(items, index)]));
}
