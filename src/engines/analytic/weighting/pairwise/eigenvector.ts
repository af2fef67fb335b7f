import type { Matrix } from '../../matrix.js';
import { sum } from '../../scoring/numbers.js';
import { sharesOf, times } from './flat-matrix.js';

const SETTLED = 1e-15;
const MAX_ROUNDS = 10_000;

/** By power iteration, which settles for every matrix of numbers above 0. */
export function principalEigenvector(matrix: Matrix): number[] {
  const cells = Float64Array.from(matrix.flat());
  let weights = sharesOf(new Float64Array(matrix.length).fill(1));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = sharesOf(times(cells, weights));
    const change = largestChange(weights, next);
    weights = next;
    if (change < SETTLED) break;
  }
  return [...weights];
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
