import { describe, expect, it } from '@jest/globals';
import { at, dot } from '../numbers/numbers.js';
import { principalEigenvector } from './eigenvector.js';

/** Each of a ring weighs `times` as much as the next, the last as much as the first again; the others are level. */
function ring(size: number, times: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      if ((i + 1) % size === j) return times;
      return (j + 1) % size === i ? 1 / times : 1;
    }),
  );
}

/** Each judged by chance, so that they contradict each other as much as can be. */
function contradictory(size: number, times: number): number[][] {
  const above = (i: number, j: number) => times ** (((i * 7 + j * 5) % 13) - 6);
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      if (i === j) return 1;
      return i < j ? above(i, j) : 1 / above(j, i);
    }),
  );
}

describe('the principal eigenvector', () => {
  it.each([
    ['a ring', ring(50, 9)],
    ['a ring beyond measure', ring(50, 1e6)],
    ['judgments that contradict each other', contradictory(20, 3)],
    ['judgments that contradict each other beyond measure', contradictory(50, 10)],
  ])('keeps its direction under the matrix: %s', (_what, matrix) => {
    const weights = principalEigenvector(matrix);
    const ratios = matrix.map((row, i) => dot(row, weights) / at(weights, i));
    for (const ratio of ratios) expect(ratio / at(ratios, 0)).toBeCloseTo(1, 6);
  });
});
