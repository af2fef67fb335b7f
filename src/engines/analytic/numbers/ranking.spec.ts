import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rank, ranksOf } from './ranking.js';

describe(ranksOf.name, () => {
  it('shares a rank among those that tie and leaves out the next', () => {
    expect(ranksOf([3, 5, 5, 1])).toEqual([3, 1, 1, 4]);
  });

  it('takes a difference of rounding for a tie', () => {
    expect(ranksOf([0.1 + 0.2, 0.3])).toEqual([1, 1]);
    expect(ranksOf([1e12 + 1, 1e12])).toEqual([1, 1]);
    expect(ranksOf([0.3 + 1e-8, 0.3])).toEqual([1, 2]);
  });

  it('takes the same proportion for a tie, however small the scores', () => {
    const scores = [0.3, 0.1 + 0.2, 0.5, 0.2];
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 60 }), (exponent) => {
        expect(ranksOf(scores.map((score) => score * 10 ** exponent))).toEqual([2, 2, 1, 4]);
      }),
    );
    expect(ranksOf([2e-10, 5e-10])).toEqual([2, 1]);
  });

  it('takes what is left where terms cancel out for a tie', () => {
    expect(ranksOf([0.1 + 0.2 - 0.3, 0], [0.6, 0])).toEqual([1, 1]);
  });
});

describe(rank.name, () => {
  it('lists the best first and names those that tie', () => {
    expect(rank(['A', 'B', 'C'], ranked([1, 2, 1]), [])).toEqual([
      { alternative: 'B', rank: 1, score: 2, tied_with: [] },
      { alternative: 'A', rank: 2, score: 1, tied_with: ['C'] },
      { alternative: 'C', rank: 2, score: 1, tied_with: ['A'] },
    ]);
  });

  it('lists a dominated alternative after those it ties with, and before those it beats', () => {
    const names = rank(['A', 'B', 'C'], ranked([2, 2, 1]), ['A']).map(({ alternative }) => alternative);
    expect(names).toEqual(['B', 'A', 'C']);
  });
});

function ranked(scores: readonly number[]) {
  return { scores, ranks: ranksOf(scores) };
}
