import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../../test/support/analytic-run.js';
import { methodProblems, SCORED_METHODS } from '../../../../../test/support/method-problems.js';
import { METHOD_CHECKS } from '../../../../../test/support/sentences/method-checks.js';
import { failedClaims, sentencesOf } from '../../../../../test/support/sentences/said.js';

describe.each(SCORED_METHODS)('every sentence of an explanation by %s', (name) => {
  it('is known, and true of figures that are computed anew', () =>
    fc.assert(
      fc.asyncProperty(methodProblems(name, { samples: 40 }), async (problem) => {
        const result = await decide(problem);
        for (const sentence of sentencesOf(result.explanation)) {
          const failed = failedClaims(sentence, { problem, result }, METHOD_CHECKS);
          expect({ sentence, failed }).toEqual({ sentence, failed: [] });
        }
      }),
      { numRuns: 25 },
    ));
});
