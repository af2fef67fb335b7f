import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../test/support/analytic-run.js';
import {
  FREE_OF_SCALE,
  type MethodProblem,
  methodProblems,
  SCORED_METHODS,
} from '../../../../test/support/method-problems.js';
import { analyse } from '../analysis/analysis.js';
import { parseProblem } from '../parsing/parse-problem.js';
import { report } from '../report/report.js';
import type { AnalyticResult } from '../report/findings/result.js';

const RUNS = { numRuns: 20 };
/** Under a relative threshold a shift of the zero is another problem. */
const AFFINE = ['vikor', 'promethee_i', 'promethee_ii', 'spotis'] as const;

describe.each(SCORED_METHODS)('whatever the problem, %s', (name) => {
  it('does not depend on the order of the alternatives', () =>
    always(methodProblems(name), (problem) => {
      const reversed = {
        ...problem,
        alternatives: problem.alternatives.toReversed(),
        scores: problem.scores.toReversed(),
      };
      expectSame(concluded(reversed), concluded(problem));
    }));

  it('does not depend on the order of the criteria', () =>
    always(methodProblems(name), (problem) => {
      const criteria = problem.criteria.toReversed();
      const scores = problem.scores.map((row) => row.toReversed());
      expectSame(concluded({ ...problem, criteria, scores }), concluded(problem));
    }));

  it('does not rank by the scale of the weights', () =>
    always(methodProblems(name), (problem) => {
      const criteria = problem.criteria.map((criterion) => ({
        ...criterion,
        weight: criterion.weight * 37.5,
      }));
      expectSameRanks(concluded({ ...problem, criteria }), concluded(problem));
    }));

  it('lets an alternative tie with its copy', () =>
    always(methodProblems(name), (problem) => {
      const [first = []] = problem.scores;
      const { ranking } = concluded({
        ...problem,
        alternatives: [...problem.alternatives, 'copy'],
        scores: [...problem.scores, first],
      });
      expect(ranking.find(({ alternative }) => alternative === 'copy')?.tied_with).toContain('A0');
    }));

  it('never ranks a dominated alternative above one that dominates it, nor recommends it', () =>
    always(methodProblems(name), (problem) => {
      const { ranking, dominated, recommended } = concluded(problem);
      const rankOf = (alternative: string) =>
        ranking.find((entry) => entry.alternative === alternative)?.rank;
      for (const { alternative, by } of dominated) {
        expect(alternative).not.toBe(recommended);
        for (const better of by) expect(rankOf(better)).toBeLessThanOrEqual(rankOf(alternative) ?? NaN);
      }
    }));

  it('has contributions that sum to the score or to its logarithm, where it has any', () =>
    always(methodProblems(name), (problem) => {
      const { ranking, contributions, method } = concluded(problem);
      const isProduct = method?.name === 'wpm' && !method.log;
      for (const [alternative, row] of Object.entries(contributions)) {
        const score = ranking.find((entry) => entry.alternative === alternative)?.score ?? NaN;
        expect(total(Object.values(row))).toBeCloseTo(isProduct ? Math.log(score) : score, 9);
      }
    }));

  it('says why in words without a gap, whatever is simulated', () =>
    always(methodProblems(name, { samples: 20 }), async (problem) => {
      const { explanation, explanation_markdown: markdown } = await decide(problem);
      expect(explanation).not.toMatch(/NaN|Infinity|undefined|null/);
      expect(markdown).not.toMatch(/NaN|Infinity|undefined|null/);
    }));
});

describe.each(FREE_OF_SCALE)('whatever the unit, %s', (name) => {
  it('ranks the same', () =>
    always(methodProblems(name), (problem) => {
      expectSameRanks(concluded(inUnits(problem, (score) => score * 0.5)), concluded(problem));
    }));
});

describe.each(AFFINE)('wherever the zero is, %s', (name) => {
  it('ranks the same', () =>
    always(methodProblems(name), (problem) => {
      expectSameRanks(concluded(inUnits(problem, (score) => score * 0.5 + 32)), concluded(problem));
    }));
});

describe('what holds for one method', () => {
  it('has net flows that sum to nothing', () =>
    always(methodProblems('promethee_ii'), (problem) => {
      const { details } = concluded(problem);
      expect(total(Object.values(details.phi as Record<string, number>))).toBeCloseTo(0, 12);
    }));

  it('has significances of COPRAS that sum to the weights', () =>
    always(methodProblems('copras'), (problem) => {
      const { ranking } = concluded(problem);
      expect(total(ranking.map(({ score }) => score ?? NaN))).toBeCloseTo(1, 12);
    }));

  it('agrees with itself in both orders of ELECTRE III', () =>
    always(methodProblems('electre_iii'), (problem) => {
      const { details, ranking } = concluded(problem);
      const rankOf = (name: string | undefined) =>
        ranking.find(({ alternative }) => alternative === name)?.rank ?? NaN;
      for (const [better, worse] of details.outranks as [string, string][]) {
        expect(rankOf(better)).toBeLessThan(rankOf(worse));
      }
      expect((details.descending as string[][]).flat().sort()).toEqual(problem.alternatives.toSorted());
      expect((details.ascending as string[][]).flat().sort()).toEqual(problem.alternatives.toSorted());
    }));

  it.each(['saw', 'wpm', 'spotis'])('changes no order under %s when an alternative leaves', (name) =>
    always(methodProblems(name as 'saw', { minAlternatives: 2 }), async (problem) => {
      const { robustness, ranking } = await decide({ ...problem, method: { name } });
      const fewer = concluded({
        ...problem,
        method: { name },
        alternatives: problem.alternatives.slice(1),
        scores: problem.scores.slice(1),
      });
      expect(robustness?.rank_reversal.structural).toBe(true);
      const before = ranking.filter(({ alternative }) => alternative !== 'A0');
      for (const one of before) {
        for (const other of before) {
          expect(Math.sign(rankIn(fewer, one.alternative) - rankIn(fewer, other.alternative))).toBe(
            Math.sign(one.rank - other.rank),
          );
        }
      }
    }),
  );
});

function always(
  arbitrary: fc.Arbitrary<MethodProblem>,
  holds: (problem: MethodProblem) => Promise<void> | void,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(arbitrary, async (problem) => holds(problem)),
    RUNS,
  );
}

/** The result without what it would take to change it, which takes longest. */
function concluded(problem: unknown): AnalyticResult {
  return report(analyse(parseProblem(problem)), null);
}

/** Scores, bounds and thresholds in another unit. */
function inUnits(problem: MethodProblem, toUnit: (score: number) => number): MethodProblem {
  const width = toUnit(1) - toUnit(0);
  const criteria = problem.criteria.map(({ min = 0, max = 10, ...criterion }) => {
    const { preference } = criterion as { preference?: Record<string, number | string> };
    const scaled = Object.entries(preference ?? {}).map(([name, value]) => [
      name,
      typeof value === 'number' ? value * width : value,
    ]);
    return {
      ...criterion,
      min: toUnit(min),
      max: toUnit(max),
      preference: Object.fromEntries(scaled) as object,
    };
  });
  return { ...problem, criteria, scores: problem.scores.map((row) => row.map(toUnit)) };
}

function byName({ ranking }: AnalyticResult) {
  return ranking.toSorted((a, b) => (a.alternative < b.alternative ? -1 : 1));
}

function rankIn({ ranking }: AnalyticResult, name: string): number {
  return ranking.find(({ alternative }) => alternative === name)?.rank ?? NaN;
}

function expectSameRanks(actual: AnalyticResult, expected: AnalyticResult): void {
  const ranks = (result: AnalyticResult) =>
    byName(result).map(({ alternative, rank }) => ({ alternative, rank }));
  expect(ranks(actual)).toEqual(ranks(expected));
}

function expectSame(actual: AnalyticResult, expected: AnalyticResult): void {
  expectSameRanks(actual, expected);
  const right = byName(expected);
  for (const [index, { score }] of byName(actual).entries()) {
    expect(score ?? 0).toBeCloseTo(right[index]?.score ?? 0, 9);
  }
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
