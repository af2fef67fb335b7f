import { at, sum } from './numbers.js';
import type { Matrix } from '../problem.js';

/**
 * Simple additive weighting, the weighted sum of values. What a criterion contributes to an alternative is its weight
 * times the value, so contributions sum to the score.
 *
 * @see Fishburn, P. C. (1967). Additive utilities with incomplete product sets. Operations Research 15(3), 537-542.
 */
export function contributionsOf(values: Matrix, weights: readonly number[]): Matrix {
  return values.map((row) => row.map((value, criterion) => value * at(weights, criterion)));
}

export function scoresOf(contributions: Matrix): number[] {
  return contributions.map(sum);
}
