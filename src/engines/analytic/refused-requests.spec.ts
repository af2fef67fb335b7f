import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../test/support/analytic-run.js';
import { InvalidProblem } from '../../decisions/domain/ports/decision-engine.js';
import { type MethodName, METHODS } from './problem/method.js';
import { parseProblem } from './parsing/parse-problem.js';

const [Q, P, R] = [
  { name: 'q', direction: 'benefit', weight: 0.5 },
  { name: 'p', direction: 'cost', weight: 0.3 },
  { name: 'r', direction: 'benefit', weight: 0.2 },
];
const BOUNDS = { min: -100, max: 100 };
const [ZERO_COLUMN, NEGATIVE, FREE] = [
  [[8, 20, 0], [6, 10, 0], [2, 5, 0]], // prettier-ignore
  [[8, 20, 1], [6, 10, -4], [2, 5, 2]], // prettier-ignore
  [[8, 0, 1], [6, 10, 4], [2, 5, 2]], // prettier-ignore
];

function problem(members: Record<string, unknown>): Record<string, unknown> {
  const scores = [[8, 20, 1], [6, 10, 4], [2, 5, 2]]; // prettier-ignore
  return {
    ...{ alternatives: ['A', 'B', 'C'], criteria: [Q, P, R], scores, robustness: { samples: 0 } },
    ...members,
  };
}

function pathsOf(members: Record<string, unknown>): string[] {
  try {
    parseProblem(problem(members));
  } catch (error) {
    if (error instanceof InvalidProblem) return error.faults.map(({ path }) => path);
    throw error;
  }
  return [];
}

const q = (members: Record<string, unknown>) => ({ criteria: [{ ...Q, ...members }, P, R] });
const ofWeights = (source: string, members: Record<string, unknown> = {}) => ({
  weights: { source, ...members },
});
const ahp = (judgments: unknown) => ofWeights('ahp', { judgments });
const bwm = (best_to_others: readonly number[], others_to_worst: readonly number[], worst = 'r') =>
  ofWeights('bwm', { best: 'q', worst, best_to_others, others_to_worst });

describe('a request that contradicts itself is refused where it does', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['v of VIKOR', { method: { name: 'vikor', v: 1.2 } }, ['method.v']],
    ['lambda of WASPAS', { method: { name: 'waspas', lambda: -0.1 } }, ['method.lambda']],
    ['distance of TOPSIS', { method: { name: 'topsis', distance: 'manhattan' } }, ['method.distance']],
    [
      'a normalization of another method',
      { method: { name: 'moora', normalization: 'sum' } },
      ['method.normalization'],
    ],
    [
      'a threshold of agreement',
      { method: { name: 'electre_i', concordance_threshold: 1.5 } },
      ['method.concordance_threshold'],
    ],
    [
      'a threshold of objection',
      { method: { name: 'electre_i', discordance_threshold: -1 } },
      ['method.discordance_threshold'],
    ],
    ['what to do with circles', { method: { name: 'electre_i', cycles: 'ignore' } }, ['method.cycles']],
    [
      'a distillation that gets nowhere',
      { method: { name: 'electre_iii', distillation: { alpha: 0.3, beta: -0.4 } } },
      ['method.distillation.beta'],
    ],
    [
      'preference thresholds in the wrong order',
      q({ preference: { type: 'linear', q: 3, p: 1 } }),
      ['criteria[0].preference.p'],
    ],
    [
      'a preference without its threshold',
      q({ preference: { type: 'gaussian' } }),
      ['criteria[0].preference.s'],
    ],
    ['a preference nobody knows', q({ preference: { type: 'cubic' } }), ['criteria[0].preference.type']],
    [
      'indifference above preference',
      { method: 'electre_iii', ...q({ thresholds: { q: 3, p: 1 } }) },
      ['criteria[0].thresholds.p'],
    ],
    [
      'preference above veto',
      { method: 'electre_iii', ...q({ thresholds: { q: 1, p: 3, v: 2 } }) },
      ['criteria[0].thresholds.v'],
    ],
    [
      'relative thresholds in the wrong order',
      { method: 'electre_iii', ...q({ thresholds: { q: { rel: 0.3 }, p: { rel: 0.1 } } }) },
      ['criteria[0].thresholds.p'],
    ],
    [
      'an ideal outside the bounds',
      {
        method: { name: 'spotis', expected_solution_point: [200, 1, 1] },
        criteria: [Q, P, R].map((own) => ({ ...own, ...BOUNDS })),
      },
      ['method.expected_solution_point[0]'],
    ],
    ['SPOTIS without bounds', { method: 'spotis' }, ['criteria[0]', 'criteria[1]', 'criteria[2]']],
    [
      'bounds without bounds',
      { method: { name: 'saw', normalization: 'bounds' } },
      ['criteria[0]', 'criteria[1]', 'criteria[2]'],
    ],
    [
      'no normalization with a cost',
      { method: { name: 'saw', normalization: 'none' } },
      ['criteria[1].direction'],
    ],
    [
      'reciprocals without shares',
      { method: { name: 'saw', normalization: 'max', cost: 'reciprocal' } },
      ['method.cost'],
    ],
    ['AHP without judgments', { method: 'ahp' }, ['pairwise']],
    ['a method nobody knows', { method: 'magic' }, ['method.name']],
    ['bounds the wrong way round', q({ min: 5, max: 1 }), ['criteria[0].min']],
    ['a score outside the bounds', q({ min: 0, max: 5 }), ['scores[0][0]', 'scores[1][0]']],
    ['requirements nobody can meet', q({ at_least: 5, at_most: 1 }), ['criteria[0].at_least']],
    ['weights that are nothing', { criteria: [Q, P, R].map((own) => ({ ...own, weight: 0 })) }, ['criteria']],
    ['a weight below nothing', q({ weight: -1 }), ['criteria[0].weight']],
    [
      'the rank of one alone',
      { ...q({ rank: 1 }), ...ofWeights('roc') },
      ['criteria[1].rank', 'criteria[2].rank'],
    ],
    [
      'a judgment that is not the reciprocal',
      ahp([
        [1, 2, 3],
        [2, 1, 3],
        [1 / 3, 1 / 3, 1],
      ]),
      ['weights.judgments[1][0]'],
    ],
    [
      'a judgment of nothing',
      ahp([
        [1, 0, 3],
        [null, 1, 3],
        [1 / 3, 1 / 3, 1],
      ]),
      ['weights.judgments[0][1]'],
    ],
    [
      'a judgment below nothing',
      ahp([
        [1, -2, 3],
        [null, 1, 3],
        [1 / 3, 1 / 3, 1],
      ]),
      ['weights.judgments[0][1]'],
    ],
    [
      'something above itself',
      ahp([
        [2, 2, 3],
        [1 / 2, 1, 3],
        [1 / 3, 1 / 3, 1],
      ]),
      ['weights.judgments[0][0]'],
    ],
    [
      'judgments that do not connect',
      ahp([
        [1, 2, null],
        [1 / 2, 1, null],
        [null, null, 1],
      ]),
      ['weights.judgments'],
    ],
    ['the best that is the worst', bwm([1, 2, 3], [1, 2, 3], 'q'), ['weights.worst']],
    ['the best that is not itself', bwm([2, 2, 4], [4, 2, 1]), ['weights.best_to_others[0]']],
    ['two answers to one comparison', bwm([1, 2, 3], [4, 2, 1]), ['weights.others_to_worst[0]']],
    ['nobody to judge', ofWeights('judges', { judges: [] }), ['weights.judges']],
    [
      'a judge who says it twice',
      ofWeights('judges', { judges: [{ name: 'X', weights: [1, 1, 1], judgments: [] }] }),
      ['weights.judges[0]'],
    ],
    ['a method to compare with that cannot', { compare: ['wpm'], scores: NEGATIVE }, ['compare[0]']],
  ])('%s', (_, members, paths) => {
    // prettier-ignore
    expect(pathsOf(members)).toEqual(paths);
  });

  const cells = [0, 1, 2].map((row) => `scores[${row}][2]`);
  it.each<[string, unknown, readonly string[], readonly string[], readonly string[]]>([
    ['wpm', {}, cells, ['scores[1][2]'], ['scores[0][1]']],
    ['waspas', {}, cells, ['scores[1][2]'], ['scores[0][1]']],
    ['multimoora', {}, cells, ['scores[1][2]'], ['scores[0][1]']],
    ['topsis', {}, ['criteria[2]'], [], []],
    ['moora', {}, ['criteria[2]'], [], []],
    ['edas', {}, ['criteria[2]'], ['criteria[2]'], []],
    ['copras', {}, ['criteria[2]'], ['scores[1][2]'], ['scores[0][1]']],
    ['aras', {}, ['criteria[2]'], ['scores[1][2]'], ['scores[0][1]']],
    ['saw', { normalization: 'max' }, ['criteria[2]'], ['scores[1][2]'], ['scores[0][1]']],
    ['saw', { normalization: 'sum' }, ['criteria[2]'], ['scores[1][2]'], ['scores[0][1]']],
    ['electre_i', { normalization: 'vector' }, ['criteria[2]'], [], []],
    ['electre_i', { normalization: 'sum' }, ['criteria[2]'], ['scores[1][2]'], []],
  ])('a column of zeros, a negative score and a cost of nothing under %s %j', (name, options, ...paths) => {
    const method = { name, ...(options as object) };
    expect([ZERO_COLUMN, NEGATIVE, FREE].map((scores) => pathsOf({ method, scores }))).toEqual(paths);
  });

  it.each([
    ['entropy', ['criteria[2]'], ['scores[1][2]']],
    ['merec', cells, ['scores[1][2]']],
    ['critic', [], []],
  ])('a column of zeros and a negative score under weights by %s', (source, ...paths) => {
    expect([ZERO_COLUMN, NEGATIVE].map((scores) => pathsOf({ weights: { source }, scores }))).toEqual(paths);
  });
});

describe.each(METHODS.filter((name) => name !== 'ahp'))('what is merely degenerate, under %s', (name) => {
  const own = name === 'spotis' ? BOUNDS : {};
  const criteria = [Q, P, R].map((criterion) => ({ ...criterion, ...own }));
  const codesOf = async (members: Record<string, unknown>) => {
    const { warnings, ranking } = await decide(problem({ method: name, criteria, ...members }));
    return { codes: warnings.map(({ code }) => code), ranks: ranking.map(({ rank }) => rank) };
  };

  it('is named: one alternative alone', async () => {
    const { codes, ranks } = await codesOf({ alternatives: ['A'], scores: [[8, 20, 1]] });
    expect([codes.includes('SINGLE_ALTERNATIVE'), ranks]).toEqual([true, [1]]);
  });

  it('is named: alternatives that are all the same, which tie', async () => {
    const scores = [[8, 20, 1], [8, 20, 1], [8, 20, 1]]; // prettier-ignore
    const { codes, ranks } = await codesOf({ scores });
    expect([codes.includes('ALTERNATIVES_EQUAL'), ranks]).toEqual([true, [1, 1, 1]]);
  });

  it('is named: a constant criterion, which changes no order', async () => {
    const scores = [[8, 20, 1], [6, 20, 4], [2, 20, 2]]; // prettier-ignore
    const { warnings, ranking } = await decide(problem({ method: name, criteria, scores }));
    expect(warnings).toContainEqual({ code: 'CONSTANT_CRITERION', path: 'criteria[1]' });
    const without = await decide(
      problem({
        ...{ method: name, criteria: [criteria[0], criteria[2]] },
        scores: scores.map(([first, , third]) => [first, third]),
      }),
    );
    const order = (found: typeof ranking) => found.map(({ alternative }) => alternative);
    if (KEEPS_ORDER.includes(name)) expect(order(ranking)).toEqual(order(without.ranking));
  });
});

/** Where what a criterion decides does not depend on how much weight is elsewhere. */
const KEEPS_ORDER: readonly MethodName[] = METHODS.filter((name) => !name.startsWith('electre'));
