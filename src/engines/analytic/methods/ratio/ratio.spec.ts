import { describe, expect, it } from '@jest/globals';
import { caseNamed, casesOf, expectClose, tableOf } from '../../../../../test/support/decision-cases.js';
import { sum } from '../../numbers/numbers.js';
import { ranksOf } from '../../numbers/ranking.js';
import { aras } from './aras.js';
import { copras } from './copras.js';
import { waspas } from './waspas.js';
import { wpm } from './wpm.js';

describe('wpm', () => {
  it.each(casesOf('WPM'))('scores $id as published', (example) => {
    const normalization = example.params.normalization as 'max' | 'sum';
    const { scores, logarithms } = wpm(tableOf(example), { normalization });
    const isLog = 'scoresLog10' in example.expected;
    const actual = isLog ? logarithms.map((log) => log / Math.LN10) : scores;
    expectClose(actual, example.expected[isLog ? 'scoresLog10' : 'scores'], example.tolerance);
  });

  it('passes over a criterion without weight, whatever its scores', () => {
    const table = {
      scores: [
        [2, 0],
        [1, -3],
      ],
      directions: ['benefit', 'cost'],
      weights: [1, 0],
    } as const;
    expect(wpm(table, { normalization: 'max' }).scores).toEqual([1, 0.5]);
  });
});

describe('waspas', () => {
  it.each(casesOf('WASPAS'))('scores $id as published', (example) => {
    // The weights of the source sum to 1.0155, and it uses them so.
    const table = { ...tableOf(example), weights: example.criteria.map(({ weight }) => weight ?? NaN) };
    const { scores } = waspas(table, { lambda: example.params.lambda as number });
    expectClose(scores, example.expected.scores, example.tolerance);
  });
});

describe('copras', () => {
  it.each(casesOf('COPRAS').filter(({ expected }) => 'Q' in expected))(
    'assesses $id as published',
    (example) => {
      const { Q, sPlus, sMinus } = copras(tableOf(example));
      expectClose(Q, example.expected.Q, example.tolerance);
      expectClose(sPlus, example.expected.sPlus ?? null, example.tolerance);
      expectClose(sMinus, example.expected.sMinus ?? null, example.tolerance);
      expect(ranksOf(Q)).toEqual(example.expected.ranking);
      expect(sum(Q)).toBeCloseTo(1, 12);
    },
  );

  const keshavarz = caseNamed('copras-keshavarz2015-7weights');
  it.each(keshavarz.weightSets.map((weights, set) => ({ weights, set })))(
    'ranks by weights $set as published',
    ({ weights, set }) => {
      const rankings = keshavarz.expected.rankings as number[][];
      expect(ranksOf(copras(tableOf(keshavarz, weights)).Q)).toEqual(rankings[set]);
    },
  );
});

describe('aras', () => {
  it.each(casesOf('ARAS'))('scores $id as published', (example) => {
    expectClose(aras(tableOf(example)).scores, example.expected.scores, example.tolerance);
  });
});
