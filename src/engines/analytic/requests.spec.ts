import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../test/support/analytic-run.js';

const [WQ, WP] = [0.6, 0.4];
const CRITERIA = [
  { name: 'q', direction: 'benefit', weight: WQ },
  { name: 'p', direction: 'cost', weight: WP },
];
const SCORES = [
  [8, 20],
  [6, 10],
  [2, 5],
];
const { sqrt, log, log10, exp, abs } = Math;

/** Three alternatives by a benefit q (8, 6, 2) and a cost p (20, 10, 5) unless told otherwise. */
function problem(members: Record<string, unknown>): Record<string, unknown> {
  return {
    ...{ alternatives: ['A', 'B', 'C'], criteria: CRITERIA, scores: SCORES, robustness: { samples: 0 } },
    ...members,
  };
}

/** The criteria with members added to the first and to the second. */
function criteria(first: Record<string, unknown>, second: Record<string, unknown> = first): unknown[] {
  return [
    { ...CRITERIA[0], ...first },
    { ...CRITERIA[1], ...second },
  ];
}

async function scoresOf(members: Record<string, unknown>): Promise<(number | null | undefined)[]> {
  const { ranking } = await decide(problem(members));
  return ['A', 'B', 'C'].map((name) => ranking.find(({ alternative }) => alternative === name)?.score);
}

function expectClose(actual: readonly unknown[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, number] of expected.entries()) expect(actual[index]).toBeCloseTo(number, 12);
}

describe('every option of a method, by hand', () => {
  const both = { min: 0, max: 20 };
  const log2 = (name: string) => ({ name, log: true });
  const [lengthQ, lengthP] = [sqrt(64 + 36 + 4), sqrt(400 + 100 + 25)];
  const moora = SCORES.map(([q = 0, p = 0]) => (WQ * q) / lengthQ - (WP * p) / lengthP);
  const saw = [WQ + WP / 4, (WQ * 6) / 8 + WP / 2, WQ / 4 + WP];
  const wpm = [(1 / 4) ** WP, (6 / 8) ** WQ * (1 / 2) ** WP, (1 / 4) ** WQ];
  const closeness = [
    [0, 0],
    [0, 0],
    [0, 0],
  ].map((_, row) => {
    // prettier-ignore
    const [q = 0, p = 0] = SCORES[row] ?? [];
    const plus = sqrt(((WQ * (8 - q)) / lengthQ) ** 2 + ((WP * (p - 5)) / lengthP) ** 2);
    const minus = sqrt(((WQ * (q - 2)) / lengthQ) ** 2 + ((WP * (20 - p)) / lengthP) ** 2);
    return minus / (plus + minus);
  });

  it.each<[string, Record<string, unknown>, readonly number[]]>([
    ['saw bounds', { criteria: criteria(both) }, [WQ * 0.4, WQ * 0.3 + WP / 2, WQ * 0.1 + WP * 0.75]],
    ['saw minmax', { method: { name: 'saw', normalization: 'minmax' } }, [WQ, (WQ + WP) * (2 / 3), WP]],
    ['saw max', { method: { name: 'saw', normalization: 'max' } }, saw],
    [
      'saw sum',
      { method: { name: 'saw', normalization: 'sum', cost: 'reciprocal' } },
      [WQ / 2 + WP / 7, (WQ * 6) / 16 + (WP * 2) / 7, WQ / 8 + (WP * 4) / 7],
    ],
    [
      'saw none',
      { method: { name: 'saw', normalization: 'none' }, criteria: criteria({}, { direction: 'benefit' }) },
      [WQ * 8 + WP * 20, WQ * 6 + WP * 10, WQ * 2 + WP * 5],
    ],
    ['wpm max', { method: 'wpm' }, wpm],
    ['wpm sum', { method: { name: 'wpm', normalization: 'sum' } }, [
      (1 / 2) ** WQ * (1 / 7) ** WP, (6 / 16) ** WQ * (2 / 7) ** WP, (1 / 8) ** WQ * (4 / 7) ** WP,
    ]], // prettier-ignore
    ['wpm log', { method: log2('wpm') }, wpm.map(log10)],
    ['waspas', { method: 'waspas' }, saw.map((part, index) => (part + (wpm[index] ?? NaN)) / 2)],
    [
      'waspas lambda',
      { method: { name: 'waspas', lambda: 0.25 } },
      saw.map((part, index) => part / 4 + (3 * (wpm[index] ?? NaN)) / 4),
    ],
    ['topsis vector', { method: { name: 'topsis', distance: 'euclidean' } }, closeness],
    [
      'topsis minmax',
      { method: { name: 'topsis', normalization: 'minmax' } },
      [WQ / (WQ + WP), 2 / 3, WP / (WQ + WP)],
    ],
    ['vikor', { method: 'vikor' }, [0.5 * 0.25 + 0.5 * 0.5, 0, 1]],
    ['vikor v', { method: { name: 'vikor', v: 0.625 } }, [0.625 * 0.25 + 0.375 * 0.5, 0, 1]],
    [
      'spotis',
      { method: 'spotis', criteria: criteria(both) },
      [WQ * 0.6 + WP, WQ * 0.7 + WP / 2, WQ * 0.9 + WP / 4],
    ],
    [
      'spotis expected_solution_point',
      { method: { name: 'spotis', expected_solution_point: [7, 8] }, criteria: criteria(both) },
      [WQ / 20 + WP * 0.6, WQ / 20 + WP * 0.1, WQ / 4 + WP * 0.15],
    ],
    [
      'edas',
      { method: 'edas' },
      [(1 + 1 - (WP * 5) / 7 / 0.375) / 2, ((0.075 + WP / 7) / 0.3 + 1) / 2, (WP * 4) / 7 / 0.3 / 2],
    ],
    [
      'copras',
      { method: { name: 'copras', normalization: 'sum' } },
      [WQ / 2 + WP / 7, (WQ * 6) / 16 + (WP * 2) / 7, WQ / 8 + (WP * 4) / 7],
    ],
    ['aras', { method: { name: 'aras', normalization: 'sum' } }, [
      [8, 0.05], [6, 0.1], [2, 0.2],
    ].map(([q = 0, p = 0]) => ((WQ * q) / 24 + (WP * p) / 0.55) / (WQ / 3 + (WP * 0.2) / 0.55))], // prettier-ignore
    ['moora', { method: { name: 'moora', normalization: 'vector' } }, moora],
  ])('%s', async (_, members, expected) => {
    expectClose(await scoresOf(members), expected);
  });

  it.each<[string, Record<string, unknown>, readonly [two: number, four: number, six: number]]>([
    ['usual', {}, [1, 1, 1]],
    ['ushape', { q: 2 }, [0, 1, 1]],
    ['vshape', { p: 5 }, [0.4, 0.8, 1]],
    ['level', { q: 2, p: 4 }, [0, 0.5, 1]],
    ['linear', { q: 1, p: 5 }, [0.25, 0.75, 1]],
    ['gaussian', { s: 2 }, [1 - exp(-0.5), 1 - exp(-2), 1 - exp(-4.5)]],
  ])('promethee_ii with the preference %s', async (type, thresholds, [two, four, six]) => {
    const members = {
      method: 'promethee_ii',
      criteria: criteria({ preference: { type, ...thresholds } }, {}),
    };
    const flows = [(WQ * (two + six)) / 2 - WP, (WQ * (four - two)) / 2, WP - (WQ * (six + four)) / 2];
    expectClose(await scoresOf(members), flows);
    const { details } = await decide(problem({ ...members, method: 'promethee_i' }));
    expectClose(Object.values(details.phi as object), flows);
    expectClose(Object.values(details.phi_plus as object), [
      (WQ * (two + six)) / 2,
      (WQ * four + WP) / 2,
      WP,
    ]);
  });

  it.each([
    ['largest_range', [[10 / 15, 1], [2 / 15, 5 / 15], [6 / 15, 4 / 15]]], // prettier-ignore
    ['own_range', [[10 / 15, 1], [2 / 6, 5 / 15], [1, 4 / 6]]], // prettier-ignore
  ])('electre_i by the %s', async (discordance_scale, expected) => {
    const { details } = await decide(problem({ method: { name: 'electre_i', discordance_scale } }));
    const rows = (details.discordance as (number | null)[][]).map((row) =>
      row.filter((cell) => cell !== null),
    );
    for (const [index, row] of expected.entries()) expectClose(rows[index] ?? [], row);
  });

  it.each([
    ['aggregate', ['A', 'B', 'C'], []],
    ['report', [], ['A', 'B', 'C']],
  ])('electre_i, where three outrank each other in a circle: %s', async (cycles, kernel, undecided) => {
    const { details, warnings } = await decide({
      alternatives: ['A', 'B', 'C'],
      criteria: ['x', 'y', 'z'].map((name) => ({ name, direction: 'benefit', weight: 1 })),
      scores: [[3, 1, 2], [2, 3, 1], [1, 2, 3]], // prettier-ignore
      method: { name: 'electre_i', cycles, concordance_threshold: 0.6, discordance_threshold: 1 },
    });
    expect(details).toMatchObject({ kernel, undecided, cycles: [['A', 'B', 'C']] });
    expect(warnings).toContainEqual({ code: 'OUTRANKING_CYCLE', path: 'method.cycles' });
  });

  it('electre_iii with absolute and relative thresholds, a veto and none', async () => {
    const thresholds = [
      { q: 1, p: { rel: 0.5 }, v: null },
      { q: null, p: 10, v: 15 },
    ];
    const { details } = await decide(
      problem({
        method: 'electre_iii',
        criteria: criteria({ thresholds: thresholds[0] }, { thresholds: thresholds[1] }),
      }),
    );
    // A is dearer than B by 10, which is p; C lacks 6 of q, of which 1 is all it may lack.
    expect(details.concordance).toMatchObject([[1, WQ, WQ], [WQ / 2 + WP, 1, WQ + WP / 2], [WP, WP, 1]]); // prettier-ignore
    expect(details.discordance).toMatchObject([[0, 0, 1], [0, 0, 0], [0, 0, 0]]); // prettier-ignore
  });

  const ratios = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]; // prettier-ignore
  const gap = [[1, 2, null], [1 / 2, 1, 2], [null, 1 / 2, 1]]; // prettier-ignore
  const same = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]; // prettier-ignore
  it.each<[string, unknown, readonly number[]]>([
    ['distributive', ratios, [4 / 7, 2 / 7, 1 / 7].map((part) => WQ * part + WP / 3)],
    ['distributive', gap, [4 / 7, 2 / 7, 1 / 7].map((part) => WQ * part + WP / 3)],
    ['ideal', gap, [1, 0.7, 0.55].map((part) => part / 2.25)],
  ])('ahp %s, with judgments or without one', async (mode, q, expected) => {
    const members = { scores: undefined, pairwise: { q, p: same }, method: { name: 'ahp', mode } };
    expectClose(await scoresOf(members), expected);
  });

  it('ahp judges alternatives by the priority and the table of the criteria unless it has its own', async () => {
    const q = [[1, 2, 5], [1 / 2, 1, 3], [1 / 5, 1 / 3, 1]]; // prettier-ignore
    const columns = [[10 / 17, 6 / 10, 5 / 9], [5 / 17, 3 / 10, 3 / 9], [2 / 17, 1 / 10, 1 / 9]]; // prettier-ignore
    const judgments = [[1, 1], [1, 1]]; // prettier-ignore
    const weights = { source: 'ahp', judgments, priority: 'column_mean', ri: 'donegan_dodd1991' };
    const members = { scores: undefined, pairwise: { q, p: same }, weights };
    const means = columns.map((row) => row.reduce((total, part) => total + part / 3, 0));
    expectClose(await scoresOf({ ...members, method: { name: 'ahp', mode: 'distributive' } }), means.map((part) => part / 2 + 1 / 6)); // prettier-ignore
    const own = await decide(problem({ ...members, method: { name: 'ahp', priority: 'geometric_mean', ri: 'saaty1980' } })); // prettier-ignore
    expect(own.method).toMatchObject({ priority: 'geometric_mean', ri: 'saaty1980' });
  });
});

describe('every source of weights, by hand', () => {
  async function weigh(weights: unknown, members: Record<string, unknown> = {}): Promise<readonly number[]> {
    const { weights: found } = await decide({
      ...{ kind: 'weights', criteria: ['a', 'b', 'c'], weights },
      ...members,
    });
    return Object.values(found.used);
  }
  const ranked = [2, 1, 3].map((rank) => ({ name: `C${rank}`, rank }));
  const shares = (numbers: readonly number[]) => {
    const total = numbers.reduce((sum, number) => sum + number, 0);
    return numbers.map((number) => number / total);
  };
  const told = (numbers: readonly number[]) =>
    1 + shares(numbers).reduce((sum, part) => sum + (part === 0 ? 0 : part * log(part)), 0) / log(3);
  const spread = (numbers: readonly number[]) => {
    const mean = numbers.reduce((sum, number) => sum + number / 3, 0);
    return sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0));
  };
  const removal = (q: readonly number[], p: readonly number[]) =>
    [q, p].map((_, removed) =>
      q.reduce((sum, __, row) => {
        const parts = [abs(log(q[row] ?? NaN)), abs(log(p[row] ?? NaN))];
        const all = log(1 + ((parts[0] ?? 0) + (parts[1] ?? 0)) / 2);
        return sum + abs(log(1 + (parts[1 - removed] ?? 0) / 2) - all);
      }, 0),
    );

  it.each<[string, Record<string, unknown>, readonly number[]]>([
    ['equal', { source: 'equal' }, [1, 1, 1]],
    ['rank_sum', { source: 'rank_sum' }, [2, 3, 1]],
    ['rank_reciprocal', { source: 'rank_reciprocal' }, [1 / 2, 1, 1 / 3]],
    ['roc', { source: 'roc' }, [5, 11, 2]],
  ])('%s', async (_, weights, expected) => {
    expectClose(await weigh(weights, { criteria: ranked }), shares(expected));
  });

  it.each<[string, Record<string, unknown>, readonly number[]]>([
    ['entropy', {}, [told([8, 6, 2]), told([20, 10, 5])]],
    ['entropy', { variant: 'proportions', direction: 'aware' }, [told([8, 6, 2]), told([1 / 4, 1 / 2, 1])]],
    ['entropy', { variant: 'minmax' }, [told([1, 2 / 3, 0]), told([0, 2 / 3, 1])]],
    ['entropy', { variant: 'minmax', direction: 'ignored' }, [told([1, 2 / 3, 0]), told([1, 1 / 3, 0])]],
    ['critic', {}, [spread([1, 2 / 3, 0]), spread([0, 2 / 3, 1])]],
    ['critic', { variant: 'minmax', direction: 'ignored' }, [spread([1, 2 / 3, 0]), spread([1, 1 / 3, 0])]],
    [
      'critic',
      { variant: 'proportions' },
      [spread([8 / 16, 6 / 16, 2 / 16]), spread([20 / 35, 10 / 35, 5 / 35])],
    ],
    ['merec', {}, removal([1 / 4, 1 / 3, 1], [1, 1 / 2, 1 / 4])],
    [
      'merec',
      { variant: 'proportions', direction: 'ignored' },
      removal([1 / 4, 1 / 3, 1], [1 / 4, 1 / 2, 1]),
    ],
  ])('%s %j', async (source, options, expected) => {
    const { weights } = await decide(problem({ weights: { source, ...options } }));
    expectClose(Object.values(weights.used), shares(expected));
  });

  it.each([
    ['saaty1980', 0.58],
    ['aguaron_moreno2003', 0.525],
    ['donegan_dodd1991', 0.4914],
  ])('ahp by the table %s', async (ri, random) => {
    const judgments = [[1, 2, 8], [1 / 2, 1, 2], [1 / 8, 1 / 2, 1]]; // prettier-ignore
    const { weights } = await decide({ kind: 'weights', criteria: ['a', 'b', 'c'], weights: { source: 'ahp', judgments, ri } }); // prettier-ignore
    // Of three criteria λ = 1 + k^(1/3) + k^(-1/3) with k = a12 a23 / a13.
    const lambda = 1 + 0.5 ** (1 / 3) + 0.5 ** (-1 / 3);
    expect(weights.lambda_max).toBeCloseTo(lambda, 10);
    expect(weights.consistency_ratio).toBeCloseTo((lambda - 3) / 2 / random, 10);
    expect(weights.ri).toBe(ri);
  });

  it.each([
    ['eigenvector', [(2 * 8) ** (1 / 3), 1, (1 / 16) ** (1 / 3)]],
    ['geometric_mean', [(2 * 8) ** (1 / 3), 1, (1 / 16) ** (1 / 3)]],
    ['column_mean', [8 / 13 + 4 / 7 + 8 / 11, 4 / 13 + 2 / 7 + 2 / 11, 1 / 13 + 1 / 7 + 1 / 11]],
  ])('ahp by %s', async (priority, expected) => {
    const judgments = [[1, 2, 8], [1 / 2, 1, 2], [1 / 8, 1 / 2, 1]]; // prettier-ignore
    const found = await weigh({ source: 'ahp', judgments, priority });
    expectClose(found, shares(expected));
  });

  it('ahp fills what nobody judged so that the judgments contradict each other least', async () => {
    const judgments = [[1, 1, 5, 2], [1, 1, 3, 4], [1 / 5, 1 / 3, 1, null], [1 / 2, 1 / 4, null, 1]]; // prettier-ignore
    const { weights, warnings } = await decide({
      kind: 'weights',
      criteria: ['a', 'b', 'c', 'd'],
      weights: { source: 'ahp', judgments, ri: 'donegan_dodd1991' },
    });
    // The example of Bozóki, Fülöp and Rónyai (2010) as a published implementation of their method prints it.
    for (const [name, weight] of Object.entries({ a: 0.3738, b: 0.392, c: 0.0985, d: 0.1357 })) {
      expect(weights.used[name]).toBeCloseTo(weight, 4);
    }
    expect(weights.consistency_ratio).toBeCloseTo(0.0372, 4);
    expect(warnings).toEqual([{ code: 'JUDGMENTS_MISSING', path: 'weights.judgments' }]);
  });

  const [ratios, same] = [[[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]]]; // prettier-ignore
  it.each<[string, string, readonly unknown[], readonly number[]]>([
    ['geometric_mean', 'judgments', [ratios, same], [2, sqrt(2), 1]],
    ['mean', 'judgments', [ratios, same], [4 / 7 + 1 / 3, 2 / 7 + 1 / 3, 1 / 7 + 1 / 3]],
    ['geometric_mean', 'weights', [[5, 3, 2], { a: 2, b: 3, c: 5 }], [sqrt(10), 3, sqrt(10)]],
    ['mean', 'weights', [[5, 3, 2], { a: 2, b: 3, c: 5 }], [7, 6, 7]],
  ])('judges, the %s of their %s', async (aggregate, member, [first, second], expected) => {
    const judges = [{ name: 'X', [member]: first }, { name: 'Y', [member]: second }]; // prettier-ignore
    expectClose(await weigh({ source: 'judges', judges, aggregate }), shares(expected));
  });

  it('says of weights alone which criterion tells nothing', async () => {
    const { weights, warnings } = await decide({
      kind: 'weights',
      ...{ alternatives: ['A', 'B', 'C'], criteria: CRITERIA.map(({ name }) => name) },
      ...{ scores: [[8, 5], [6, 5], [2, 5]], weights: 'entropy' }, // prettier-ignore
    });
    expect(weights.used).toEqual({ q: 1, p: 0 });
    expect(warnings).toContainEqual({ code: 'CONSTANT_CRITERION', path: 'criteria[1]' });
  });
});

describe('a value function under any method', () => {
  it.each(['saw', 'topsis', 'promethee_ii', 'vikor'])(
    'warns of scores outside its points: %s',
    async (method) => {
      const value = [[3, 0], [8, 1]]; // prettier-ignore
      const { warnings } = await decide(problem({ method, criteria: criteria({ value }, {}) }));
      expect(warnings).toContainEqual({ code: 'OUTSIDE_POINTS', path: 'criteria[0]' });
    },
  );
});

describe('every distribution of a score', () => {
  const levels = ['low', 'mid', 'high'];
  it.each<[string, unknown, unknown, number]>([
    ['interval', { interval: [2, 6] }, 5, 1 / 4],
    ['normal', { normal: [5, 2] }, 6, 0.308537538725987],
    ['lognormal', { lognormal: [1, 0.5] }, Math.E, 1 / 2],
    ['beta', { beta: [2, 3, 0, 10] }, 5, 5 / 16],
    ['triangular', { triangular: [0, 2, 10] }, 6, 16 / 80],
    ['levels', { levels: { low: 0.2, mid: 0.5, high: 0.3 } }, 'mid', 0.3],
  ])('%s is drawn as often above a figure as it should be', async (kind, cell, figure, expected) => {
    const scale = kind === 'levels' ? { levels } : { min: 0, max: 10 };
    const samples = 40_000;
    const { robustness } = await decide({
      alternatives: ['A', 'B'],
      criteria: [{ name: 'x', direction: 'benefit', ...scale }],
      scores: [[cell], [figure]],
      robustness: { samples, weights: 'given' },
    });
    const share = robustness?.smaa?.pairwise.A?.B ?? NaN;
    expect(abs(share - expected)).toBeLessThan(4 * sqrt((expected * (1 - expected)) / samples));
  });
});
