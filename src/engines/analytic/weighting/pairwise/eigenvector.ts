import type { Matrix } from '../../matrix.js';
import { sum } from '../../scoring/numbers.js';
import { sharesOf, squared, times } from './flat-matrix.js';

const SETTLED = 1e-15;
/** Judgments that people can mean settle in less than a hundred. */
const MAX_ROUNDS = 500;
/** As many rounds as two to the power of this: more than any judgments take. */
const MAX_SQUARINGS = 40;
const SETTLED_BY_SQUARING = 1e-12;

/**
 * By power iteration, which settles for every matrix of numbers above 0; where judgments contradict each other beyond
 * measure, by squaring the matrix, which is as many rounds again with each step.
 */
export function principalEigenvector(matrix: Matrix): number[] {
  const cells = Float64Array.from(matrix.flat());
  let weights = sharesOf(new Float64Array(matrix.length).fill(1));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = sharesOf(times(cells, weights));
    const change = largestChange(weights, next);
    weights = next;
    if (change < SETTLED) return [...weights];
  }
  return [...bySquaring(cells, weights)];
}

function bySquaring(cells: Float64Array, start: Float64Array): Float64Array {
  let [power, weights] = [cells, start];
  for (let squaring = 0; squaring < MAX_SQUARINGS; squaring += 1) {
    power = squared(power, start.length);
    const next = sharesOf(times(power, start));
    const change = largestChange(weights, next);
    weights = next;
    if (change < SETTLED_BY_SQUARING) break;
  }
  return weights;
}

function largestChange(before: Float64Array, after: Float64Array): number {
  let largest = 0;
  for (let index = 0; index < before.length; index += 1)
    largest = Math.max(largest, Math.abs(after[index]! - before[index]!));
  return largest;
}

/** Scaled to sum 1. */
export function shared(numbers: readonly number[]): number[] {
  const total = sum(numbers);
  return numbers.map((number) => number / total);
}
