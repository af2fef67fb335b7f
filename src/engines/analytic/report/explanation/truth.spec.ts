import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ProblemInput, problems } from '../../../../../test/support/analytic-problems.js';
import { decide } from '../../../../../test/support/analytic-run.js';
import { failedClaims, sentencesOf } from '../../../../../test/support/sentences/said.js';
import { SUM_CHECKS } from '../../../../../test/support/sentences/sum-checks.js';

describe('every sentence of an explanation', () => {
  it('is known, and true of the problem by rational arithmetic', () =>
    fc.assert(
      fc.asyncProperty(problems({ samples: 40 }), async (problem) => {
        const result = await decide(problem);
        for (const sentence of sentencesOf(result.explanation)) {
          const failed = failedClaims(sentence, { problem, result }, SUM_CHECKS);
          expect({ sentence, failed }).toEqual({ sentence, failed: [] });
        }
      }),
      { numRuns: 100 },
    ));

  it.each([
    'A0 is recommended: it scores 1, 1 (50%) ahead of A1.',
    'A0 would win with C0 above 1.9 (now 1), all else unchanged.',
    'Without A1, A1 would be first.',
    'A1 would draw level only if at least 15% of all weight moved between criteria.',
  ])('would be caught if it were not true: %s', async (sentence) => {
    const problem = {
      alternatives: ['A0', 'A1'],
      criteria: [{ name: 'C0', direction: 'benefit', weight: 1 }],
      scores: [[1], [2]],
      method: { normalization: 'none' },
    } satisfies ProblemInput;
    const result = await decide(problem);
    const failed = failedClaims(sentence, { problem, result }, SUM_CHECKS);
    expect(failed).not.toEqual([]);
    expect(failed).not.toContain('known by 0');
  });
});
