import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { casesOf, caseNamed, expectClose, tableOf } from '../../../../test/support/decision-cases.js';
import { at, sum } from '../numbers/numbers.js';
import { criticWeights } from './data/critic.js';
import { entropyWeights } from './data/entropy.js';
import { merecWeights } from './data/merec.js';
import { agreementOf } from './judges/agreement.js';
import { aggregated } from './judges/aggregate.js';
import { judged } from '../pairwise/ahp.js';
import { bwm } from '../pairwise/bwm.js';
import { ACCEPTABLE_RATIO } from '../pairwise/consistency.js';
import { RANDOM_INDEX_TABLES, type Judgments, PRIORITY_METHODS } from '../problem/judgments.js';
import { isConnected, meanJudgments } from '../pairwise/judgments.js';

const SAATY = { priority: 'eigenvector', ri: 'saaty1980' } as const;

describe('weights from pairwise judgments', () => {
  it.each(casesOf('AHP').filter(({ alternatives }) => alternatives === undefined))(
    'weighs $id as published',
    ({ pairwise, expected, tolerance, params }) => {
      const ri = params.ri === 'donegan-dodd1991' ? 'donegan_dodd1991' : 'saaty1980';
      const { weights, consistency } = judged(pairwise, { priority: 'eigenvector', ri });
      expectClose(weights, expected.weights ?? null, tolerance);
      expectClose(consistency.lambdaMax, expected.lambdaMax ?? null, tolerance);
      expectClose(consistency.index, expected.ci ?? null, tolerance);
      expectClose(consistency.ratio, expected.cr ?? null, tolerance);
    },
  );

  it.each(PRIORITY_METHODS)(
    'gives consistent judgments their own ratios by %s, with gaps or without',
    (priority) => {
      fc.assert(
        fc.property(ratios(), fc.infiniteStream(fc.boolean()), (weights, gaps) => {
          const whole = weights.map((one) => weights.map((other) => one / other));
          const judgments = withGaps(whole, gaps);
          fc.pre(isConnected(judgments));
          const result = judged(judgments, { priority, ri: 'saaty1980' });
          expectClose(result.weights, weights, 1e-9);
          expect(result.consistency.ratio).toBeCloseTo(0, 9);
        }),
      );
    },
  );

  it('names the judgment to look at again and what mending it would do', () => {
    const slip: Judgments = [
      [1, 2, 4, 1 / 8],
      [1 / 2, 1, 2, 4],
      [1 / 4, 1 / 2, 1, 2],
      [8, 1 / 4, 1 / 2, 1],
    ];
    const { worst, consistency } = judged(slip, SAATY);
    expect(worst).toMatchObject({ row: 3, column: 0, judgment: 8 });
    expect(worst?.suggested).toBeLessThan(1);
    expect(worst?.ratioAfter).toBeLessThan((consistency.ratio ?? NaN) / 3);
  });

  it.each(RANDOM_INDEX_TABLES)('accepts judgments off by little by the table %s', (ri) => {
    const { ratio } = judged(
      [
        [1, 2, 5],
        [1 / 2, 1, 2],
        [1 / 5, 1 / 2, 1],
      ],
      { priority: 'eigenvector', ri },
    ).consistency;
    expect(ratio).toBeGreaterThan(0);
    expect(ratio).toBeLessThan(ACCEPTABLE_RATIO);
  });

  it('has nothing to mend in consistent judgments, or in two criteria', () => {
    expect(
      judged(
        [
          [1, 2, 4],
          [0.5, 1, 2],
          [0.25, 0.5, 1],
        ],
        SAATY,
      ).worst,
    ).toBeNull();
    expect(
      judged(
        [
          [1, 3],
          [1 / 3, 1],
        ],
        SAATY,
      ),
    ).toMatchObject({
      worst: null,
      consistency: { lambdaMax: 2, index: 0, ratio: 0 },
    });
  });

  it('knows no ratio for more criteria than the tables do', () => {
    const sixteen = Array.from({ length: 16 }, () => Array.from({ length: 16 }, () => 1));
    expect(judged(sixteen, SAATY).consistency).toMatchObject({ index: 0, ratio: null });
  });
});

describe('weights from the best and the worst', () => {
  it.each(casesOf('BWM'))('solves $id as published', ({ params, expected, tolerance }) => {
    const { weights, xi } = bwm(params as unknown as Parameters<typeof bwm>[0]);
    expectClose(weights, expected.weights, tolerance);
    expectClose(xi, expected.xi, tolerance);
  });

  it('finds no weights with a smaller largest deviation', () => {
    fc.assert(
      fc.property(
        comparisons(),
        fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true })),
        (options, random) => {
          const { xi, weights } = bwm(options);
          expect(sum(weights)).toBeCloseTo(1, 12);
          for (let round = 0; round < 50; round += 1) {
            const raw = options.bestToOthers.map(() => Number(random.next().value));
            const other = raw.map((weight) => weight / sum(raw));
            expect(xi).toBeLessThanOrEqual(largestDeviation(options, other) + 1e-12);
          }
        },
      ),
    );
  });

  it('finishes a hundred criteria', () => {
    const others = Array.from({ length: 100 }, (_, index) => 1 + (index % 9));
    const options = { best: 0, worst: 8, bestToOthers: others, othersToWorst: others.toReversed() };
    const { weights } = bwm({ ...options, othersToWorst: others.map((_, index) => (index === 8 ? 1 : 9)) });
    expect(sum(weights)).toBeCloseTo(1, 9);
  });
});

describe('weights from the data', () => {
  it.each(casesOf('ENTROPY').filter(({ expected }) => 'weights' in expected))(
    'weighs $id as published',
    (example) => {
      expectClose(
        entropyWeights(
          { ...tableOf(example), directions: example.criteria.map(() => 'benefit') },
          { variant: 'proportions' },
        ).weights,
        example.expected.weights,
        example.tolerance,
      );
    },
  );

  it.each(casesOf('CRITIC'))('weighs $id as published', (example) => {
    const { weights, information } = criticWeights(tableOf(example), { variant: 'minmax' });
    expectClose(weights, example.expected.weights ?? null, example.tolerance);
    expectClose(information, example.expected.information ?? null, example.tolerance);
  });

  it.each(casesOf('MEREC'))('weighs $id as published', (example) => {
    expectClose(merecWeights(tableOf(example)).weights, example.expected.weights, example.tolerance);
  });

  it.each([entropyWeights, criticWeights, merecWeights])(
    'weighs all alike where the data tell nothing',
    (weigh) => {
      const table = tableOf({
        ...caseNamed('entropy-zero-and-constant'),
        matrix: [
          [2, 3, 0.1],
          [2, 3, 0.1],
          [2, 3, 0.1],
        ],
      });
      expect(weigh(table, { variant: 'proportions' })).toEqual({
        weights: [1 / 3, 1 / 3, 1 / 3],
        information: [0, 0, 0],
      });
    },
  );
});

describe('weights of several judges', () => {
  it('agree with each judge where all judge alike', () => {
    const same = [0.5, 0.3, 0.2];
    const all = aggregated([same, same], 'geometric_mean') ?? [];
    expectClose(all, same, 0);
    expect(agreementOf([same, same], same)).toMatchObject({
      kendallW: 1,
      judges: [{ furthest: null }, { furthest: null }],
    });
  });

  it('tell who differs and on what', () => {
    const judges = [
      [0.5, 0.3, 0.2],
      [0.5, 0.3, 0.2],
      [0.1, 0.1, 0.8],
    ];
    const all = aggregated(judges, 'mean') ?? [];
    const { kendallW, judges: single } = agreementOf(judges, all);
    expect(kendallW).toBeLessThan(0.5);
    expect(single[2]?.furthest).toMatchObject({ criterion: 2 });
    expect(at(single, 2).similarity).toBeLessThan(at(single, 0).similarity);
  });

  it('have no geometric mean where everything gets nothing from somebody', () => {
    expect(
      aggregated(
        [
          [1, 0],
          [0, 1],
        ],
        'geometric_mean',
      ),
    ).toBeNull();
    expect(
      aggregated(
        [
          [1, 0],
          [0, 1],
        ],
        'mean',
      ),
    ).toEqual([0.5, 0.5]);
  });

  it('stay reciprocal where judgments are brought together', () => {
    const mean = meanJudgments([
      [
        [1, 2],
        [1 / 2, 1],
      ],
      [
        [1, 8],
        [1 / 8, 1],
      ],
    ]);
    expectClose(
      mean,
      [
        [1, 4],
        [1 / 4, 1],
      ],
      0,
    );
  });
});

function ratios(): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 6 }).map((numbers) => {
    const total = sum(numbers);
    return numbers.map((number) => number / total);
  });
}

function withGaps(whole: readonly (readonly number[])[], gaps: Iterator<boolean>): Judgments {
  const isGap = whole.map((row, i) => row.map((_, j) => j > i && gaps.next().value === true));
  return whole.map((row, i) => row.map((value, j) => (isGap[i]?.[j] || isGap[j]?.[i] ? null : value)));
}

function comparisons(): fc.Arbitrary<Parameters<typeof bwm>[0]> {
  const judgment = fc.integer({ min: 1, max: 9 });
  return fc.integer({ min: 2, max: 6 }).chain((count) =>
    fc
      .tuple(
        fc.array(judgment, { minLength: count, maxLength: count }),
        fc.array(judgment, { minLength: count, maxLength: count }),
      )
      .map(([toOthers, toWorst]) => ({
        best: 0,
        worst: count - 1,
        bestToOthers: toOthers.map((value, index) => (index === 0 ? 1 : value)),
        othersToWorst: toWorst.map((value, index) =>
          index === count - 1 ? 1 : index === 0 ? at(toOthers, count - 1) : value,
        ),
      })),
  );
}

function largestDeviation(
  { best, worst, bestToOthers, othersToWorst }: Parameters<typeof bwm>[0],
  weights: number[],
): number {
  const parts = weights.flatMap((weight, index) => [
    Math.abs(at(weights, best) - at(bestToOthers, index) * weight),
    Math.abs(weight - at(othersToWorst, index) * at(weights, worst)),
  ]);
  return Math.max(...parts);
}
