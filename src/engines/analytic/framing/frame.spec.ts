import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidProblem } from '../../../decisions/domain/ports/decision-engine.js';
import { varied } from '../../../../test/support/varied-problems.js';
import { decide } from '../../../../test/support/analytic-run.js';
import { parseProblem } from '../parsing/parse-problem.js';
import type { AnalyticResult, BranchReport } from '../report/findings/result.js';

const FLATS = {
  alternatives: ['Berlin', 'Lyon', 'Porto'],
  criteria: [
    { name: 'rent', direction: 'cost', weight: 3, min: 500, max: 2000 },
    { name: 'light', direction: 'benefit', weight: 2, levels: ['poor', 'fair', 'good'] },
  ],
  scores: [
    [1900, 'good'],
    [1200, 'fair'],
    [800, 'poor'],
  ],
  robustness: { samples: 20 },
};

describe('requirements', () => {
  it('knock out, and say by how much the score falls short', async () => {
    const { ranking, excluded, recommended } = await decide(
      withFirst({ requirements: { at_most: 1800 } }, { requirements: { at_least: 'fair' } }),
    );
    expect(recommended).toBe('Lyon');
    expect(ranking).toHaveLength(1);
    expect(excluded).toEqual([
      {
        alternative: 'Berlin',
        reasons: [{ criterion: 'rent', requirement: 'at_most', limit: 1800, score: 1900 }],
      },
      {
        alternative: 'Porto',
        reasons: [{ criterion: 'light', requirement: 'at_least', limit: 1, score: 0 }],
      },
    ]);
  });

  it('are met at the limit, and may stand on the criterion itself', async () => {
    expect((await decide(withFirst({ at_most: 1900 }))).excluded).toEqual([]);
    expect((await decide(withFirst({ at_most: 1899.99 }))).excluded).toHaveLength(1);
  });

  it('recommend nothing where nobody meets them', async () => {
    const { recommended, robustness, warnings, explanation } = await decide(withFirst({ at_most: 100 }));
    expect({ recommended, robustness }).toEqual({ recommended: null, robustness: null });
    expect(warnings[0]).toEqual({ code: 'ALL_EXCLUDED', path: 'alternatives' });
    expect(explanation).toMatch(/^No alternative is recommended: none meets all requirements\./);
  });

  it('take those that do not meet them out of the scale as well', async () => {
    const criteria = [{ name: 'price', direction: 'cost', at_most: 20 }];
    const { details } = await decide({ alternatives: ['A', 'B', 'C'], criteria, scores: [[10], [20], [90]] });
    expect(details.scales).toMatchObject([{ min: 10, max: 20 }]);
  });
});

describe('named levels and value functions', () => {
  it('make numbers of names, on the scale of all levels', async () => {
    const { details } = await decide(FLATS);
    expect(details.values).toMatchObject({ Berlin: { light: 1 }, Lyon: { light: 0.5 }, Porto: { light: 0 } });
  });

  it.each([
    ['pairs', [['poor', 1], ['fair', 4], ['good', 5]]], // prettier-ignore
    ['an object', { poor: 1, fair: 4, good: 5 }],
    ['a list of objects', [{ name: 'poor', value: 1 }, { name: 'fair', value: 4 }, { name: 'good', value: 5 }]], // prettier-ignore
  ])('may be declared with their numbers, as %s', async (_, levels) => {
    const { details } = await decide(withFirst({}, { levels }));
    expect(details.values).toMatchObject({ Lyon: { light: 0.75 } });
  });

  it('go straight from point to point and level out at the ends', async () => {
    const { details, warnings } = await decide({
      alternatives: ['A', 'B', 'C', 'D'],
      criteria: [{ name: 'minutes', direction: 'cost', value: [[10, 1], [30, 0.6], [60, 0]] }], // prettier-ignore
      scores: [[5], [20], [45], [70]],
    });
    expect(details.values).toEqual({
      ...{ A: { minutes: 1 }, B: { minutes: 0.8 }, C: { minutes: 0.3 }, D: { minutes: 0 } },
    });
    expect(warnings).toEqual([{ code: 'OUTSIDE_POINTS', path: 'criteria[0]' }]);
  });

  it.each([
    ['a level nobody has declared', withFirst({}, { levels: ['low', 'high'] }), 'scores[0][1]'],
    ['a name where there are no levels', withFirst({ levels: null }, { levels: null }), 'scores[0][1]'],
    ['a value function that runs against the direction', withFirst({ value: [[0, 0], [1, 1]] }), 'criteria[0].direction'], // prettier-ignore
    ['points that do not rise', withFirst({ value: [[1, 0], [1, 1]] }), 'criteria[0].value[1][0]'], // prettier-ignore
    ['requirements nobody can meet', withFirst({ at_least: 9, at_most: 8 }), 'criteria[0].at_least'],
    [
      'half a distribution',
      {
        ...FLATS,
        scores: [
          [{ normal: [1] }, 'good'],
          [1200, 'fair'],
          [800, 'poor'],
        ],
      },
      'scores[0][0].normal',
    ],
    [
      'an interval that falls',
      {
        ...FLATS,
        scores: [
          [{ interval: [900, 800] }, 'good'],
          [1200, 'fair'],
          [800, 'poor'],
        ],
      },
      'scores[0][0].interval',
    ],
    [
      'chances that are not all',
      {
        ...FLATS,
        scores: [
          [900, { levels: { good: 0.5 } }],
          [1200, 'fair'],
          [800, 'poor'],
        ],
      },
      'scores[0][1].levels',
    ],
    [
      'an interval beyond the bounds',
      {
        ...FLATS,
        scores: [
          [{ interval: [1900, 2100] }, 'good'],
          [1200, 'fair'],
          [800, 'poor'],
        ],
      },
      'scores[0][0]',
    ],
  ])('refuse %s', (_, problem, path) => {
    expect(pathsOf(problem)).toContain(path);
  });
});

describe('missing scores', () => {
  const missing = (policy?: string) => ({
    ...FLATS,
    scores: [[1900, null], [1200, 'fair'], [800, 'poor']], // prettier-ignore
    missing: policy,
  });

  it('are refused unless the problem says what becomes of them', () => {
    expect(pathsOf(missing())).toEqual(['scores[0][1]']);
  });

  it('can leave out the criterion', async () => {
    const { weights, warnings } = await decide(missing('drop_criterion'));
    expect(weights.used).toEqual({ rent: 1 });
    expect(warnings).toContainEqual({ code: 'MISSING_CRITERION_DROPPED', path: 'criteria[1]' });
  });

  it('can leave out the alternative', async () => {
    const { ranking, warnings } = await decide(missing('drop_alternative'));
    expect(ranking.map(({ alternative }) => alternative).sort()).toEqual(['Lyon', 'Porto']);
    expect(warnings).toContainEqual({ code: 'MISSING_ALTERNATIVE_DROPPED', path: 'alternatives[0]' });
  });

  it('can count as the worst', async () => {
    expect((await decide(missing('worst'))).details.values).toMatchObject({ Berlin: { light: 0 } });
  });

  it('can be anything between the bounds', async () => {
    const { details, warnings, robustness } = await decide(missing('interval'));
    expect(details.values).toMatchObject({ Berlin: { light: 0.5 } });
    expect(warnings).toContainEqual({ code: 'MISSING_SUBSTITUTED', path: 'scores[0][1]' });
    expect(robustness?.smaa?.samples).toBe(20);
  });

  it('cannot be the worst where nothing says how bad that is', () => {
    const criteria = [{ name: 'rent', direction: 'cost' }];
    const problem = { alternatives: ['A', 'B'], criteria, scores: [[1], [null]], missing: 'worst' };
    expect(pathsOf(problem)).toEqual(['scores[1][0]']);
  });

  it('cannot leave out everything', () => {
    const criteria = [{ name: 'rent', direction: 'cost' }];
    const problem = { alternatives: ['A'], criteria, scores: [[null]] };
    expect(pathsOf({ ...problem, missing: 'drop_alternative' })).toEqual(['scores']);
    expect(pathsOf({ ...problem, missing: 'drop_criterion' })).toEqual(['scores']);
  });
});

describe('whatever a problem has', () => {
  it('is decided in finite numbers that sum up at every level', () =>
    fc.assert(
      fc.asyncProperty(varied(), async (problem) => {
        const result = await decide(problem);
        expect(result.explanation).not.toMatch(/NaN|Infinity|undefined|null/);
        expect(result.explanation_markdown).not.toMatch(/NaN|Infinity|undefined|null/);
        for (const { alternative, score } of result.ranking) {
          const parts = result.contributions[alternative] ?? {};
          expect(total(Object.values(parts))).toBeCloseTo(score ?? NaN, 12);
          for (const { criteria, contributions } of branchesOf(result)) {
            expect(contributions[alternative]).toBeCloseTo(
              total(criteria.map((name) => parts[name] ?? NaN)),
              12,
            );
          }
        }
        expect(total(Object.values(result.weights.used))).toBeCloseTo(1, 12);
        for (const { criteria, weight } of branchesOf(result)) {
          expect(weight).toBeCloseTo(total(criteria.map((name) => result.weights.used[name] ?? NaN)), 12);
        }
      }),
    ));

  it('parses to itself, also after a journey as text', () => {
    fc.assert(
      fc.property(varied(), (problem) => {
        const parsed = parseProblem(problem);
        expect(parseProblem(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      }),
    );
  });
});

/** The flats with members added to their first, and to their second criterion. */
function withFirst(first: Record<string, unknown>, second: Record<string, unknown> = {}) {
  const [rent, light] = FLATS.criteria;
  return {
    ...FLATS,
    criteria: [
      { ...rent, ...first },
      { ...light, ...second },
    ],
  };
}

function pathsOf(problem: unknown): string[] {
  try {
    parseProblem(problem);
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults.map(({ path }) => path);
    throw error;
  }
  throw new Error('expected a refusal');
}

function branchesOf({ details }: AnalyticResult): readonly BranchReport[] {
  return (details.branches ?? []) as unknown as readonly BranchReport[];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
