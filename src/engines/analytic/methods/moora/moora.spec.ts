import { describe, expect, it } from '@jest/globals';
import { caseNamed, expectClose, tableOf } from '../../../../../test/support/decision-cases.js';
import { moora } from './moora.js';
import { multimoora } from './multimoora.js';

describe('moora', () => {
  it('scores the cases of Siregar as published', () => {
    const example = caseNamed('moora-siregar2021');
    expectClose(moora(tableOf(example)).ratio, example.expected.scores, example.tolerance);
  });
});

describe('multimoora', () => {
  it('ranks the cases of Kracka three times as published, without weights', () => {
    const example = caseNamed('moora-kracka2010');
    const table = { ...tableOf(example), weights: example.criteria.map(({ weight }) => weight ?? NaN) };
    const result = multimoora(table);
    expectClose(result.ratio, example.expected.ratio, example.tolerance);
    expectClose(result.referencePoint, example.expected.referencePoint, example.tolerance);
    expect(result.rankRatio).toEqual(example.expected.rankRatio);
    expect(result.rankReferencePoint).toEqual(example.expected.rankReferencePoint);
    expect(result.rankMultiplicative).toEqual(example.expected.rankMultiplicative);
    expect(result.ranks).toEqual([5, 1, 3, 6, 4, 2]);
  });
});
