import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../../../test/support/analytic-run.js';

/** Scores of 0 to 10 that, where nothing else is said, count in full as soon as they differ: all jumps where two meet. */
function jumping(
  method: string,
  criteria: readonly (readonly [direction: string, weight: number, more?: object])[],
  scores: readonly (readonly number[])[],
) {
  return {
    alternatives: scores.map((_, index) => `A${index}`),
    criteria: criteria.map(([direction, weight, more], index) => ({
      name: `C${index}`,
      direction,
      weight,
      min: 0,
      max: 10,
      ...more,
    })),
    scores,
    method,
    robustness: { samples: 0 },
  };
}

describe('where the outcome changes', () => {
  it.each([
    [
      'those who share first place beyond, and who is first at the very point',
      jumping(
        'electre_iii',
        [['benefit', 1], ['cost', 4], ['benefit', 1], ['benefit', 1]], // prettier-ignore
        [[1, 2, 2, 8], [2, 1, 1, 1], [1, 1, 2, 8], [1, 3, 1, 1], [1, 2, 2, 2]], // prettier-ignore
      ),
      'A2 would lose first place to A0, A1 and A4 with C1 above 2 (now 1; at 2 itself to A1), all else unchanged.',
    ],
    [
      'who is first beyond, and another who is at the very point',
      jumping(
        'promethee_ii',
        [['benefit', 6], ['cost', 5, { preference: { type: 'level', q: 1, p: 3 } }]], // prettier-ignore
        [[2, 8], [8, 4], [1, 1]], // prettier-ignore
      ),
      'A1 would lose first place to A2 with C0 below 1 (now 8; at 1 itself to A0), all else unchanged.',
    ],
    [
      'the end of a scale, where it changes nowhere before',
      jumping('promethee_ii', [['benefit', 6], ['benefit', 5]], [[8, 1], [0, 5]]), // prettier-ignore
      'A0 would lose first place to A1 with C0 at 0, the lower end of its scale (now 8), all else unchanged.',
    ],
  ])('is said with %s', async (_, problem, sentence) => {
    expect((await decide(problem)).explanation).toContain(sentence);
  });
});
