import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { at, sum } from '../numbers/numbers.js';
import { type Scale, valueScalesOf, valuesOf } from './scales.js';
import type { Matrix } from '../numbers/matrix.js';

/** Why a score is what it is: a sum over the criteria. */
export interface Additive {
  /** More is better. */
  readonly values: Matrix;
  /** Weight times value; those of one alternative sum to its merit, or to the logarithm of its score. */
  readonly contributions: Matrix;
  /** The sums of the contributions, which have the order of the merits. */
  readonly scores: readonly number[];
  /** For each alternative the size of the numbers whose sum is its score: rounding errors are measured by it. */
  readonly sizes: readonly number[];
  /** How scores became values; empty where the method has no scale by criterion. */
  readonly scales: readonly Scale[];
}

/**
 * Simple additive weighting, the weighted sum of values. What a criterion contributes to an alternative is its weight
 * times the value, so contributions sum to the score.
 *
 * @see Fishburn, P. C. (1967). Additive utilities with incomplete product sets. Operations Research 15(3), 537-542.
 */
export function saw(matrix: DecisionMatrix, weights: readonly number[]): Additive {
  const scales = valueScalesOf(matrix);
  const values = valuesOf(matrix, scales);
  const contributions = contributionsOf(values, weights);
  const scores = scoresOf(contributions);
  const sizes = matrix.scores.map((row) =>
    sum(row.map((score, column) => at(weights, column) * at(scales, column).size(score))),
  );
  const reports = scales.map(({ report }) => report);
  return { scores, values, contributions, sizes, scales: reports };
}

/** Weight times value, per alternative and criterion. */
export function contributionsOf(values: Matrix, weights: readonly number[]): Matrix {
  return values.map((row) => row.map((value, criterion) => value * at(weights, criterion)));
}

/** The sum of the contributions of each alternative. */
export function scoresOf(contributions: Matrix): number[] {
  return contributions.map(sum);
}

/** Whether no score depends on which alternatives there are: then none can change the order of the others. */
export function isFreeOfReversal(scales: readonly Scale[]): boolean {
  return scales.every(({ range }) => range !== 'data');
}
