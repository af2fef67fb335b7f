import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../test/support/analytic-run.js';
import { hostileProblems } from '../../../test/support/hostile-problems.js';
import { InvalidProblem, type ProblemFault } from '../../decisions/domain/ports/decision-engine.js';
import { parseProblem } from './parsing/parse-problem.js';

/** What a formula that came upon something it was not made for leaves in a text. */
const NONSENSE = /undefined|NaN|Infinity|\bnull\b|\[object/;

describe('whatever a problem holds', () => {
  it('is refused with the place and the reason of each fault, or decided with figures and words throughout', async () => {
    await fc.assert(
      fc.asyncProperty(hostileProblems, async (problem) => {
        const faults = faultsOf(problem);
        for (const { message } of faults) expect(message).toMatch(/^(?!.*(undefined|NaN|\[object)).+/s);
        if (faults.length > 0) return;
        const { explanation } = await decide(problem);
        expect(JSON.stringify(explanation)).not.toMatch(NONSENSE);
      }),
      { numRuns: 150 },
    );
  });

  it('has a fault where a word stands for a score, though values are by a function', () => {
    const criteria = [{ name: 'q', direction: 'benefit', weight: 1, value: [[0, 0], [5, 0.8], [10, 1]] }]; // prettier-ignore
    const problem = { alternatives: ['A', 'B'], criteria, scores: [['low'], [3]], method: { name: 'edas' } };
    expect(faultsOf(problem)).toContainEqual({ path: 'scores[0][0]', message: 'must be a finite number' });
  });
});

function faultsOf(problem: unknown): readonly ProblemFault[] {
  try {
    parseProblem(structuredClone(problem));
    return [];
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults;
    throw error;
  }
}
