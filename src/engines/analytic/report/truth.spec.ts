import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ProblemInput, problems } from '../../../../test/support/analytic-problems.js';
import { decide } from '../../../../test/support/analytic-run.js';
import { type Check, CHECKS } from '../../../../test/support/sentence-checks.js';

describe('every sentence of an explanation', () => {
  it('is known, and true of the problem by rational arithmetic', () =>
    fc.assert(
      fc.asyncProperty(problems({ samples: 40 }), async (problem) => {
        const result = await decide(problem);
        for (const sentence of sentencesOf(result.explanation)) {
          const known = CHECKS.flatMap(({ says, check }: Check) => {
            const match = says.exec(sentence);
            return match ? [{ match, check }] : [];
          });
          if (known.length !== 1) throw new Error(`checked by ${known.length}: ${sentence}`);
          for (const { match, check } of known) {
            const claims = check({ problem, result, match });
            expect({ sentence, claims }).toEqual({
              sentence,
              claims: claims.map(([claim]) => [claim, true]),
            });
          }
        }
      }),
      { numRuns: 100 },
    ));

  it('would be caught if it were not true', async () => {
    const problem = {
      alternatives: ['A0', 'A1'],
      criteria: [{ name: 'C0', direction: 'benefit', weight: 1 }],
      scores: [[1], [2]],
      method: { normalization: 'none' },
    } satisfies ProblemInput;
    const result = await decide(problem);
    const claimsOf = (sentence: string) =>
      CHECKS.flatMap(({ says, check }) => {
        const match = says.exec(sentence);
        return match ? check({ problem, result, match }).map(([, holds]) => holds) : [];
      });
    expect(claimsOf('A0 is recommended: it scores 1, 1 (50%) ahead of A1.')).toContain(false);
    expect(claimsOf('A0 would win with C0 above 1.9 (now 1), all else unchanged.')).toContain(false);
    expect(claimsOf('Without A1, A1 would be first.')).toContain(false);
    expect(
      claimsOf('A1 would draw level only if at least 15% of all weight moved between criteria.'),
    ).toContain(false);
  });
});

function sentencesOf(explanation: string): string[] {
  return explanation.split(/(?<=\.) (?=[A-Z])/);
}
