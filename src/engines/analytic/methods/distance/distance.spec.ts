import { describe, expect, it } from '@jest/globals';
import {
  caseNamed,
  casesOf,
  type DecisionCase,
  expectClose,
  tableOf,
} from '../../../../../test/support/decision-cases.js';
import { ranksOf } from '../../numbers/ranking.js';
import { edas } from './edas.js';
import { spotis } from './spotis.js';
import { topsis } from './topsis.js';
import { vikor } from './vikor.js';

const VECTOR = { normalization: 'vector' } as const;

describe('topsis', () => {
  it.each(single('TOPSIS'))('scores $id as published', (example) => {
    const { scores, dPlus, dMinus } = topsis(tableOf(example), VECTOR);
    expectClose(scores, example.expected.scores, example.tolerance);
    expectClose(dPlus, example.expected.dPlus ?? null, example.tolerance);
    expectClose(dMinus, example.expected.dMinus ?? null, example.tolerance);
    expect(ranksOf(scores)).toEqual(example.expected.ranking ?? ranksOf(scores));
  });

  it.each(sets('topsis-keshavarz2015-7weights'))(
    'ranks by weights $set as published',
    ({ table, ranking }) => {
      expect(ranksOf(topsis(table, VECTOR).scores)).toEqual(ranking);
    },
  );

  it('puts all at the middle where all are the same', () => {
    const table = {
      scores: [
        [3, 4],
        [3, 4],
      ],
      directions: ['benefit', 'cost'],
      weights: [0.5, 0.5],
    } as const;
    expect(topsis(table, VECTOR).scores).toEqual([0.5, 0.5]);
  });

  it('squares no number into nothing', () => {
    const table = { scores: [[1e-200], [2e-200]], directions: ['benefit'], weights: [1] } as const;
    expect(topsis(table, VECTOR).scores).toEqual([0, 1]);
  });
});

describe('vikor', () => {
  it.each(single('VIKOR'))('compromises on $id as published', (example) => {
    const { S, R, Q, C1, C2, compromiseSet } = vikor(tableOf(example), { v: example.params.v as number });
    const { expected, tolerance } = example;
    expectClose(S, expected.S ?? null, tolerance);
    expectClose(R, expected.R ?? null, tolerance);
    expectClose(Q, expected.Q, tolerance);
    const conclusion = { C1, C2, ranking: ranksOf(Q.map((q) => -q)), compromiseSet };
    expect(conclusion).toMatchObject({
      C1: expected.C1 ?? C1,
      C2: expected.C2 ?? C2,
      ranking: expected.ranking ?? conclusion.ranking,
      compromiseSet: expected.compromiseSet ?? expected.compromise ?? compromiseSet,
    });
  });

  it.each(sets('vikor-keshavarz2015-7weights'))(
    'ranks by weights $set as published',
    ({ table, ranking }) => {
      expect(ranksOf(vikor(table, { v: 0.5 }).Q.map((q) => -q))).toEqual(ranking);
    },
  );
});

describe('spotis', () => {
  it.each(casesOf('SPOTIS'))('scores $id as published', (example) => {
    const { scores } = spotis(tableOf(example), {
      bounds: example.params.bounds as [number, number][],
      expectedSolutionPoint: (example.params.expectedSolutionPoint as number[] | undefined) ?? null,
    });
    expectClose(scores, example.expected.scores, example.tolerance);
  });
});

describe('edas', () => {
  it.each(single('EDAS'))('scores $id as published', (example) => {
    expectClose(edas(tableOf(example)).scores, example.expected.scores, example.tolerance);
  });

  it.each(sets('edas-keshavarz2015-7weights'))('ranks by weights $set as published', ({ table, ranking }) => {
    expect(ranksOf(edas(table).scores)).toEqual(ranking);
  });
});

function single(method: string): DecisionCase[] {
  return casesOf(method).filter(({ id }) => !id.endsWith('7weights'));
}

function sets(id: string) {
  const example = caseNamed(id);
  const rankings = example.expected.rankings as number[][];
  return rankings.map((ranking, set) => ({ set, ranking, table: tableOf(example, example.weightSets[set]) }));
}
