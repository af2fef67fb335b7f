import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../test/support/analytic-run.js';
import { methods, SCORED_METHODS } from '../../../../test/support/method-problems.js';
import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';

const SIZE = fc.constantFrom(0, 5e-324, 2e-308, 1e-100, 1, 1 + 2 ** -52, 1e16, 1e99, 1e100);
const SCORE = fc.oneof(
  SIZE,
  SIZE.map((size) => -size),
);
const SOURCE = fc.constantFrom('given', 'entropy', 'critic', 'merec', 'equal');

describe.each(SCORED_METHODS)('at the limits of what numbers can be, %s', (name) => {
  it('is refused by name or decided in finite numbers', () => {
    const scores = fc.array(fc.tuple(SCORE, SCORE), { minLength: 1, maxLength: 4 });
    const weights = fc.tuple(SIZE, SIZE);
    const parts = fc.tuple(fc.oneof(scores, scores.map(positive)), weights, methods(name), SOURCE);
    return fc.assert(
      fc.asyncProperty(parts, async ([rows, given, method, source]) => {
        const criteria = given.map((weight, index) => ({
          name: `C${index}`,
          direction: index === 0 ? 'benefit' : 'cost',
          weight,
          min: -1e100,
          max: 1e100,
        }));
        const alternatives = rows.map((_, index) => `A${index}`);
        const problem = { alternatives, criteria, scores: rows, method, weights: { source } };
        const text = await explained({ ...problem, robustness: { samples: 20 } });
        expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
      }),
      { numRuns: 60 },
    );
  });
});

function positive(rows: readonly (readonly [number, number])[]): [number, number][] {
  return rows.map(([a, b]) => [Math.abs(a) || 1, Math.abs(b) || 1]);
}

/** What the result says in words, or what is wrong; fails where a figure on the way is not finite. */
async function explained(problem: unknown): Promise<string> {
  try {
    return (await decide(problem)).explanation;
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults.map(({ message }) => message).join(' ');
    throw error;
  }
}
