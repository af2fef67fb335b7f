import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../test/support/analytic-run.js';
import { methodProblems, SCORED_METHODS } from '../../../../test/support/method-problems.js';
import { METHOD_CHECKS } from '../../../../test/support/method-sentence-checks.js';

describe.each(SCORED_METHODS)('every sentence of an explanation by %s', (name) => {
  it('is known, and true of figures that are computed anew', () =>
    fc.assert(
      fc.asyncProperty(methodProblems(name, { samples: 40 }), async (problem) => {
        const result = await decide(problem);
        for (const sentence of sentencesOf(result.explanation)) {
          const found = METHOD_CHECKS.flatMap(({ says, check }) => {
            const match = says.exec(sentence);
            return match ? [check({ problem, result, match })] : [];
          });
          const claims = found[0] ?? [['known', false] as const];
          expect({ sentence, claims }).toEqual({ sentence, claims: claims.map(([claim]) => [claim, true]) });
        }
      }),
      { numRuns: 25, seed: 7 },
    ));
});

function sentencesOf(explanation: string): string[] {
  return explanation.split(/(?<=\.) (?=[A-Z0-9])/);
}
