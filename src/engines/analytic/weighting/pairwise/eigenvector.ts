import { at, dot, sum } from '../../scoring/numbers.js';
import type { Matrix } from '../../matrix.js';

const SETTLED = 1e-15;
const MAX_ROUNDS = 10_000;

/** By power iteration, which settles for every matrix of numbers above 0. */
export function principalEigenvector(matrix: Matrix): number[] {
  let weights = matrix.map(() => 1 / matrix.length);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = shared(matrix.map((row) => dot(row, weights)));
    const change = Math.max(...next.map((weight, index) => Math.abs(weight - at(weights, index))));
    weights = next;
    if (change < SETTLED) break;
  }
  return weights;
}

/** Scaled to sum 1. */
export function shared(numbers: readonly number[]): number[] {
  const total = sum(numbers);
  return numbers.map((number) => number / total);
}
