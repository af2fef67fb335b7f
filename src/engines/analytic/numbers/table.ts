import { at, columnOf } from './numbers.js';
import type { Direction, Matrix } from './matrix.js';

/**
 * What a method compares: one row per alternative, one column per criterion. Scores are finite and in their own units;
 * weights are not negative and sum to 1.
 */
export type Table = Readonly<{
  scores: Matrix;
  directions: readonly Direction[];
  weights: readonly number[];
}>;

/** Every score, changed by a function of its column and direction. */
export function mapColumns(
  { scores, directions }: Pick<Table, 'scores' | 'directions'>,
  functionOf: (column: readonly number[], direction: Direction, index: number) => (score: number) => number,
): Matrix {
  const functions = directions.map((direction, index) =>
    functionOf(columnOf(scores, index), direction, index),
  );
  return scores.map((row) => row.map((score, index) => at(functions, index)(score)));
}

/** 1 where more is better, -1 where less is. */
export function signOf(direction: Direction): 1 | -1 {
  return direction === 'benefit' ? 1 : -1;
}

/** Two scores that differ by less than this part of their size differ by rounding, not by merit. */
const NOISE = 1e-12;

/** All scores are the same, so the criterion cannot distinguish alternatives. */
export function isFlat(column: readonly number[]): boolean {
  const [low, high] = [Math.min(...column), Math.max(...column)];
  return high - low <= NOISE * Math.max(Math.abs(low), Math.abs(high));
}
