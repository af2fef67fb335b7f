import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { at } from '../numbers/numbers.js';
import { completed } from './completion.js';
import { principalEigenvector } from './eigenvector.js';
import type { Judgments } from '../problem/judgments.js';

/** Judged where `times` says how many times more the one of the lower index weighs. */
function judged(size: number, times: (i: number, j: number) => number | null): Judgments {
  const above = (i: number, j: number) => (i === j ? 1 : times(i, j));
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => {
      const judgment = above(Math.min(i, j), Math.max(i, j));
      return i <= j ? judgment : judgment && 1 / judgment;
    }),
  );
}

/** The largest eigenvalue: how far judgments contradict each other. */
function inconsistency(matrix: readonly (readonly number[])[]): number {
  const weights = principalEigenvector(matrix);
  const products = matrix.map((row) => row.reduce((total, cell, j) => total + cell * at(weights, j), 0));
  return Math.max(...products.map((product, i) => product / at(weights, i)));
}

describe('judgments with missing ones filled in', () => {
  it.each([
    [10, 3],
    [50, 3],
    [50, 1e6],
  ])('follow from a chain of %d without contradiction, each %d times the next', (size, times) => {
    const matrix = completed(judged(size, (i, j) => (j === i + 1 ? times : null)));
    for (const [i, row] of matrix.entries())
      for (const [j, judgment] of row.entries()) expect(judgment / times ** (j - i)).toBeCloseTo(1, 9);
  });

  it('are those given, where none is missing', () => {
    const judgments = judged(4, (i, j) => 1 + i + j);
    expect(completed(judgments)).toEqual(judgments);
  });

  it('contradict each other least: any other value of a missing one makes it worse', () => {
    const judgment = fc.constantFrom(1 / 9, 1 / 5, 1 / 3, 1, 2, 4, 7);
    const sizes = fc.integer({ min: 4, max: 7 });
    fc.assert(
      fc.property(sizes, fc.infiniteStream(judgment), fc.nat(), (size, stream, nth) => {
        // A ring that contradicts itself, which has a gap between all but neighbours.
        const ring = Array.from({ length: size }, () => stream.next().value as number);
        const isNear = (i: number, j: number) => j === i + 1 || (i === 0 && j === size - 1);
        const judgments = judged(size, (i, j) => (isNear(i, j) ? at(ring, j === i + 1 ? i : j) : null));
        const matrix = completed(judgments).map((row) => [...row]);
        const least = inconsistency(matrix);
        const [i, j] = [nth % (size - 2), (nth % (size - 2)) + 2];
        if (at(at(judgments, i), j) !== null) return;
        for (const factor of [0.9, 1.1]) {
          const other = matrix.map((row) => [...row]);
          at(other, i)[j] = at(at(matrix, i), j) * factor;
          at(other, j)[i] = 1 / at(at(other, i), j);
          expect(inconsistency(other)).toBeGreaterThan(least);
        }
      }),
    );
  });
});
