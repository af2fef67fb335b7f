import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../test/support/analytic-problems.js';
import { decide } from '../../../test/support/analytic-run.js';
import type { AnalyticResult } from './report/findings/result.js';

const LINEAR = { normalizations: ['bounds', 'minmax'] };

describe('what holds for every problem', () => {
  it('does not depend on the order of the alternatives', () =>
    always(problems(), async (problem) => {
      const reversed = {
        ...problem,
        alternatives: problem.alternatives.toReversed(),
        scores: problem.scores.toReversed(),
      };
      expectSameScores(await decide(reversed), await decide(problem));
    }));

  it('does not depend on the order of the criteria', () =>
    always(problems(), async (problem) => {
      const scores = problem.scores.map((row) => row.toReversed());
      expectSameScores(
        await decide({ ...problem, criteria: problem.criteria.toReversed(), scores }),
        await decide(problem),
      );
    }));

  it('does not depend on the scale of the weights', () =>
    always(problems(), async (problem) => {
      const criteria = problem.criteria.map((criterion) => ({
        ...criterion,
        weight: criterion.weight * 37.5,
      }));
      expectSameScores(await decide({ ...problem, criteria }), await decide(problem));
    }));

  it('does not depend on the units of a criterion where values are linear', () =>
    always(problems(LINEAR), async (problem) => {
      const toUnit = (score: number) => score * 1.8 + 32;
      const criteria = problem.criteria.map(({ min, max, ...criterion }) =>
        min === undefined || max === undefined
          ? criterion
          : { ...criterion, min: toUnit(min), max: toUnit(max) },
      );
      const scores = problem.scores.map((row) => row.map(toUnit));
      expectSameScores(await decide({ ...problem, criteria, scores }), await decide(problem));
    }));

  it('depends on proportions only where values are ratios or shares', () =>
    always(problems({ normalizations: ['max', 'sum'] }), async (problem) => {
      const scores = problem.scores.map((row) => row.map((score) => score * 0.3048));
      expectSameScores(await decide({ ...problem, scores }), await decide(problem));
    }));

  it('lets an alternative tie with its copy', () =>
    always(problems(), async (problem) => {
      const [first = []] = problem.scores;
      const { ranking } = await decide({
        ...problem,
        alternatives: [...problem.alternatives, 'copy'],
        scores: [...problem.scores, first],
      });
      expect(ranking.find(({ alternative }) => alternative === 'copy')?.tied_with).toContain('A0');
    }));

  it('never ranks a dominated alternative above one that dominates it, nor names it first', () =>
    always(problems(), async (problem) => {
      const { ranking, dominated, recommended } = await decide(problem);
      const rankOf = (name: string) => ranking.find(({ alternative }) => alternative === name)?.rank ?? NaN;
      for (const { alternative, by } of dominated) {
        expect(recommended).not.toBe(alternative);
        for (const better of by) expect(rankOf(better)).toBeLessThanOrEqual(rankOf(alternative));
      }
    }));

  it('has contributions that sum to the score, and differences that sum to the margin', () =>
    always(problems(), async (problem) => {
      const { ranking, contributions, head_to_head, margin } = await decide(problem);
      for (const { alternative, score } of ranking) {
        expect(total(Object.values(contributions[alternative] ?? {}))).toBeCloseTo(score ?? NaN, 12);
      }
      expect(total(head_to_head.map(({ difference }) => difference))).toBeCloseTo(margin?.absolute ?? 0, 12);
    }));

  it('has weights that sum to one', () =>
    always(problems(), async (problem) => {
      const { weights } = await decide(problem);
      expect(total(Object.values(weights.used))).toBeCloseTo(1, 12);
    }));

  it('keeps the best first inside a weight interval and ties it at an end', () =>
    always(problems(), async (problem) => {
      const { recommended, robustness, contributions, weights } = await decide(problem);
      for (const { criterion, from, to } of robustness?.weight_intervals ?? []) {
        const leadAt = (weight: number) =>
          leadOf(recommended ?? '', moved(weights.used, criterion, weight), { contributions, weights });
        expect(leadAt(from + (to - from) / 2)).toBeGreaterThanOrEqual(-1e-9);
        for (const end of [from, to]) if (end > 0 && end < 1) expect(leadAt(end)).toBeCloseTo(0, 9);
      }
    }));

  it('has rank acceptabilities that sum to one and pairs that do not exceed it', () =>
    always(problems({ samples: 50 }), async (problem) => {
      const smaa = (await decide(problem)).robustness?.smaa;
      for (const row of Object.values(smaa?.rank_acceptability ?? {})) expect(total(row)).toBeCloseTo(1, 12);
      for (const [name, row] of Object.entries(smaa?.pairwise ?? {})) {
        for (const [other, share] of Object.entries(row)) {
          expect(share + (smaa?.pairwise[other]?.[name] ?? NaN)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }
      for (const weights of Object.values(smaa?.central_weights ?? {})) {
        if (weights) expect(total(Object.values(weights))).toBeCloseTo(1, 9);
      }
    }));

  it('answers the same bytes to the same problem', () =>
    always(problems({ samples: 20 }), async (problem) => {
      expect(JSON.stringify(await decide(problem))).toBe(JSON.stringify(await decide(problem)));
    }));

  it('changes no score when an alternative leaves and values do not depend on the others', () =>
    always(problems({ normalizations: ['bounds', 'none'] }), async (problem) => {
      fc.pre(problem.alternatives.length > 1);
      const all = await decide(problem);
      const [alternatives, scores] = [problem.alternatives.slice(1), problem.scores.slice(1)];
      const fewer = await decide({ ...problem, alternatives, scores });
      const scoresOf = ({ ranking }: AnalyticResult) =>
        Object.fromEntries(ranking.map(({ alternative, score }) => [alternative, score]));
      expect(all.robustness?.rank_reversal.structural).toBe(true);
      expect(scoresOf(all)).toMatchObject(scoresOf(fewer));
    }));

  it('stays finite at the limits of what numbers can be', () => {
    const extreme = fc.constantFrom(5e-324, 2e-308, 1e-100, 1, 1 + 2 ** -52, 1e16, 1e99, 1e100);
    const rows = fc.array(fc.tuple(extreme, extreme, extreme), { minLength: 1, maxLength: 5 });
    const weights = fc.tuple(extreme, extreme, fc.oneof(extreme, fc.constant(0)));
    const direction = fc.constantFrom('benefit', 'cost');
    const normalization = fc.constantFrom('minmax', 'max', 'sum', 'none');
    return always(
      fc.tuple(rows, weights, direction, normalization),
      async ([scores, given, chosen, normalization]) => {
        const directions = ['benefit', normalization === 'none' ? 'benefit' : chosen, 'benefit'];
        const criteria = given.map((weight, index) => ({
          name: `C${index}`,
          direction: directions[index],
          weight,
        }));
        const alternatives = scores.map((_, index) => `A${index}`);
        const result = await decide({
          alternatives,
          criteria,
          scores,
          method: { normalization },
          robustness: { samples: 20 },
        });
        expect(result.explanation).not.toMatch(/NaN|Infinity|undefined|null/);
      },
    );
  });
});

function always<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => Promise<void>): Promise<void> {
  return fc.assert(fc.asyncProperty(arbitrary, holds));
}

function expectSameScores(actual: AnalyticResult, expected: AnalyticResult): void {
  const byName = (a: { alternative: string }, b: { alternative: string }) =>
    a.alternative < b.alternative ? -1 : 1;
  const left = actual.ranking.toSorted(byName);
  const right = expected.ranking.toSorted(byName);
  expect(left.map(({ alternative, rank }) => ({ alternative, rank }))).toEqual(
    right.map(({ alternative, rank }) => ({ alternative, rank })),
  );
  for (const [index, { score }] of left.entries()) expect(score).toBeCloseTo(right[index]?.score ?? NaN, 9);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

type Weights = Readonly<Record<string, number>>;

/** One weight set, the others in proportion; equal ones where there is nothing to keep in proportion. */
function moved(weights: Weights, criterion: string, weight: number): Weights {
  const others = Object.keys(weights).filter((name) => name !== criterion);
  const rest = total(others.map((name) => weights[name] ?? NaN));
  return Object.fromEntries([
    [criterion, weight],
    ...others.map((name): [string, number] => [name, ((weights[name] ?? NaN) / rest) * (1 - weight)]),
  ]);
}

/** By how much the best leads the nearest other one under other weights; a contribution grows with its weight. */
function leadOf(
  best: string,
  weights: Weights,
  result: Pick<AnalyticResult, 'contributions' | 'weights'>,
): number {
  const scoreOf = (row: Weights) =>
    total(
      Object.entries(row).map(
        ([name, part]) => (part * (weights[name] ?? NaN)) / (result.weights.used[name] ?? NaN),
      ),
    );
  const scores = Object.entries(result.contributions).map(([name, row]) => ({ name, score: scoreOf(row) }));
  const own = scores.find(({ name }) => name === best)?.score ?? NaN;
  return own - Math.max(...scores.filter(({ name }) => name !== best).map(({ score }) => score));
}
