import { describe, expect, it } from '@jest/globals';
import type { Criterion } from '../problem/criteria.js';
import { type FamilySource, leafWeights, nodeWeights } from './weights.js';
import { aCriterion } from '../../../../test/support/analytic-problems.js';

describe(leafWeights.name, () => {
  it('scales given weights to sum one, however small or large', () => {
    expect(weigh('given', [{ weight: 1 }, { weight: 3 }])).toEqual([0.25, 0.75]);
    expect(weigh('given', [{ weight: 5e-324 }, { weight: 5e-324 }])).toEqual([0.5, 0.5]);
    expect(weigh('given', [{ weight: 1e100 }, { weight: 0 }])).toEqual([1, 0]);
  });

  it('gives equal weights whatever is given', () => {
    expect(weigh('equal', [{ weight: 9 }, {}])).toEqual([0.5, 0.5]);
  });

  it('takes the order of the criteria where no rank is declared', () => {
    expect(weigh('roc', [{}, {}])).toEqual([0.75, 0.25]);
    expect(weigh('rank_sum', [{}, {}, {}])).toEqual([3 / 6, 2 / 6, 1 / 6]);
  });

  it('takes the declared ranks, whose distances do not matter', () => {
    expect(weigh('roc', [{ rank: 7 }, { rank: 3 }])).toEqual([0.25, 0.75]);
  });

  it('shares the mean of the tied positions among criteria of equal rank', () => {
    expect(weigh('rank_sum', [{ rank: 1 }, { rank: 2 }, { rank: 2 }])).toEqual([3 / 6, 1.5 / 6, 1.5 / 6]);
    expect(weigh('roc', [{ rank: 1 }, { rank: 1 }])).toEqual([0.5, 0.5]);
  });

  it('weighs each branch by itself and multiplies from the top down', () => {
    const leaf = (name: string) => ({ ...aCriterion(name), weight: 1 });
    const branch = { name: 'cost', weight: 3, rank: null, criteria: [leaf('price'), leaf('upkeep')] };
    const weights = nodeWeights([branch, leaf('quality')], 'given');
    expect(weights.map(({ node, parent, local, overall }) => [node.name, parent, local, overall])).toEqual([
      ['cost', null, 0.75, 0.75],
      ['price', 'cost', 0.5, 0.375],
      ['upkeep', 'cost', 0.5, 0.375],
      ['quality', null, 0.25, 0.25],
    ]);
    expect(leafWeights(weights)).toEqual([0.375, 0.375, 0.25]);
  });
});

function weigh(source: FamilySource, parts: readonly Partial<Criterion>[]): number[] {
  const criteria = parts.map((part, index) => ({
    ...aCriterion(`C${index}`),
    ...part,
  }));
  return leafWeights(nodeWeights(criteria, source));
}
