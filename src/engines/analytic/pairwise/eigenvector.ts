import type { Matrix } from '../numbers/matrix.js';
import { sum } from '../numbers/numbers.js';
import { sharesOf, squared, times } from './flat-matrix.js';

const SETTLED = 1e-15;
/** Judgments that people can mean converge in less than a hundred rounds. */
const MAX_ROUNDS = 500;
/** As many rounds as two to the power of this: more than any judgments need. */
const MAX_SQUARINGS = 40;
const SETTLED_BY_SQUARING = 1e-12;

/**
 * By power iteration, which converges for every matrix of numbers above 0. Where judgments contradict each other
 * extremely, by squaring the matrix: each step doubles the number of rounds.
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
