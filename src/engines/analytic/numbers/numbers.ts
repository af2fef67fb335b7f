import type { Matrix } from './matrix.js';

/** The item at an index that is known to be there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} among ${items.length}`);
  return item;
}

/** 0 for an empty list. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The caller must pass lists of the same length. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, number, index) => total + number * at(right, index), 0);
}

/** One number per row. */
export function columnOf(matrix: Matrix, column: number): number[] {
  return matrix.map((row) => at(row, column));
}

/** An object with one property per name. */
export function keyed<T>(names: readonly string[], items: readonly T[]): Record<string, T> {
  return Object.fromEntries(names.map((name, index) => [name, at(items, index)]));
}

/** What rounding leaves of numbers that cancel out, as a part of them. */
const NOISE = 1e-14;

/** Nothing, where a figure is no more than rounding leaves of the numbers it was made of. */
export function withoutNoise(figure: number, size: number): number {
  return Math.abs(figure) <= NOISE * size ? 0 : figure;
}
