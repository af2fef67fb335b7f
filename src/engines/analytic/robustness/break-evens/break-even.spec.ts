import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../../test/support/analytic-run.js';
import {
  type MethodProblem,
  methodProblems,
  SCORED_METHODS,
} from '../../../../../test/support/method-problems.js';
import { ANEW } from '../../../../../test/support/sentences/method-truth.js';
import { type Claim, same, withScore } from '../../../../../test/support/sentences/said.js';
import type { BreakEven } from './break-even.js';

/** How far beyond a break-even one looks: nearer than the next change, further than rounding. */
const BEYOND = [1e-5, 1e-6, 1e-7];
/** Which part of the way to it is looked at: where a lead is at the edge of rounding, its last digits decide. */
const SHORT_OF = 1 - 1e-4;
/** The ends of the scale; some methods take no score of 0. */
const [LEAST, MOST] = [1e-9, 10];
const LEVELS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe.each(SCORED_METHODS)('every break-even under %s', (name) => {
  it('says who is first next to it on its side, and up to where nothing changes', () =>
    everyOne(name, asGiven, (breakEven, firstAt) => {
      const { score, at, first } = breakEven;
      const least = Math.min(LEAST, at / 2);
      const next = BEYOND.map((step) => Math.min(MOST, Math.max(least, at + sideOf(breakEven) * step)));
      return [
        ['next to it', next.some((score) => same(firstAt(score), first))],
        ['there', isTurned(breakEven, first)],
        ['up to it', !isTurned(breakEven, firstAt(score + SHORT_OF * (at - score)))],
      ];
    }));

  it('says who is first at the next level, where there are levels only', () =>
    everyOne(name, inLevels, (breakEven, firstAt) => {
      const { score, at, first } = breakEven;
      const side = sideOf(breakEven);
      const ahead = LEVELS.filter((level) => side * (level - score) > 0).sort((a, b) => side * (a - b));
      const [next = NaN] = ahead.filter((level) => side * (level - at) > 0);
      return [
        ['at that level', same(firstAt(next), first)],
        ['there', isTurned(breakEven, first)],
        ['before', ahead.every((level) => level === next || side * (level - at) > 0 || !isTurned(breakEven, firstAt(level)))], // prettier-ignore
      ];
    }));
});

describe('a break-even of alternatives that are level', () => {
  it('says who is left first, although the others part from each other a little later', async () => {
    const criterion = { weight: 1, min: 0, max: 10 };
    const { robustness } = await decide({
      alternatives: ['A0', 'A1', 'A2', 'A3', 'A4'],
      criteria: [
        { ...criterion, name: 'C0', direction: 'cost', preference: { type: 'linear', q: 1, p: 4 } },
        { ...criterion, name: 'C1', direction: 'benefit', preference: { type: 'ushape', q: 2 } },
      ],
      scores: [[2, 8], [1, 7], [2, 7], [1, 1], [1, 1]], // prettier-ignore
      method: { name: 'promethee_ii' },
      robustness: { samples: 0 },
    });
    const [first] = robustness?.break_evens ?? [];
    expect(first).toMatchObject({ alternative: 'A0', criterion: 'C0', beyond: 'above', first: ['A1'] });
  });

  it('is where one leads by more than rounding, although all scores are next to nothing', async () => {
    const criterion = { min: 0, max: 10 };
    const usual = { ...criterion, preference: { type: 'usual' } };
    const { robustness } = await decide({
      alternatives: ['A0', 'A1'],
      criteria: [
        { ...usual, name: 'C0', direction: 'cost', weight: 5 },
        { ...usual, name: 'C1', direction: 'benefit', weight: 3 },
        { ...criterion, name: 'C2', direction: 'benefit', weight: 1, preference: { type: 'gaussian', s: 2 } },
        { ...usual, name: 'C3', direction: 'benefit', weight: 8 },
      ],
      scores: [[1, 5, 1, 1], [2, 1, 1, 2]], // prettier-ignore
      method: { name: 'promethee_ii' },
      robustness: { samples: 0 },
    });
    const figures = robustness?.break_evens.filter(({ criterion }) => criterion === 'C2');
    expect(figures).toMatchObject([
      { alternative: 'A0', outcome: 'loses', first: ['A1'] },
      { alternative: 'A1', outcome: 'wins', first: ['A1'] },
    ]);
  });
});

type Check = (breakEven: BreakEven, firstAt: (score: number) => readonly string[]) => readonly Claim[];

function everyOne(
  name: (typeof SCORED_METHODS)[number],
  form: (problem: MethodProblem) => MethodProblem,
  check: Check,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(methodProblems(name, { minAlternatives: 2 }), async (problem) => {
      const { robustness } = await decide(form(problem));
      for (const breakEven of robustness?.break_evens ?? []) {
        const { alternative, criterion } = breakEven;
        const firstAt = (score: number) =>
          ANEW.first(form(withScore(problem, { name: alternative, criterion, score })));
        const failed = check(breakEven, firstAt).flatMap(([claim, holds]) => (holds ? [] : [claim]));
        expect({ breakEven, failed }).toEqual({ breakEven, failed: [] });
      }
    }),
    { numRuns: 12 },
  );
}

function asGiven(problem: MethodProblem): MethodProblem {
  return problem;
}

/** The same where each whole number is a level and nothing is in between. */
function inLevels(problem: MethodProblem): MethodProblem {
  const levels = LEVELS.map((value) => [`L${value}`, value]);
  const criteria = problem.criteria.map((criterion) => ({
    ...criterion,
    min: undefined,
    max: undefined,
    levels,
  }));
  const scores = problem.scores.map((row) => row.map((score) => `L${score}`)) as unknown as number[][];
  return { ...problem, criteria, scores };
}

function sideOf({ beyond }: BreakEven): 1 | -1 {
  return beyond === 'above' ? 1 : -1;
}

function isTurned({ alternative, outcome }: BreakEven, first: readonly string[]): boolean {
  return outcome === 'wins' ? same(first, [alternative]) : !first.includes(alternative);
}
