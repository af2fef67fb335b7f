import { describe, expect, it } from '@jest/globals';
import { deviationsOf } from '../../../scripts/verify/deviations.mjs';
import { problemsOf } from '../../../scripts/verify/problem-of.mjs';
import { decide } from '../../../test/support/analytic-run.js';
import { DECISION_CASES, DECISION_REQUESTS } from '../../../test/support/decision-cases.js';
import { InvalidProblem } from '../../decisions/domain/ports/decision-engine.js';

describe('published and closed-form decision problems', () => {
  it.each([...DECISION_CASES, ...DECISION_REQUESTS])(
    'come out as the source has them: $id',
    async (example) => {
      const results = [];
      for (const problem of problemsOf(example)) results.push(await decided(problem));
      const deviations = deviationsOf(example, results);
      expect(deviations).not.toHaveLength(0);
      expect(deviations.filter(({ deviation, tolerated }) => !(deviation <= tolerated))).toEqual([]);
    },
  );
});

/** The result, or what is wrong with the problem. */
async function decided(problem: unknown): Promise<object> {
  try {
    return await decide(problem);
  } catch (error) {
    if (error instanceof InvalidProblem) return { faults: error.faults };
    throw error;
  }
}
