import { describe, expect, it } from '@jest/globals';
import { isConstant, scalesOf, valuesOf } from './normalization.js';
import { columnOf } from './numbers.js';
import { parseProblem } from '../parsing/parse-problem.js';

describe(valuesOf.name, () => {
  it.each([
    ['minmax', [1, 2, 4], [0, 1 / 3, 1], [1, 2 / 3, 0]],
    ['max', [1, 2, 4], [0.25, 0.5, 1], [1, 0.5, 0.25]],
    ['sum', [1, 2, 4], [1 / 7, 2 / 7, 4 / 7], [4 / 7, 2 / 7, 1 / 7]],
  ])('makes values of %s, for benefits and for costs', (normalization, scores, benefits, costs) => {
    expect(valuesIn('benefit', scores, { normalization })).toEqual(benefits);
    expect(valuesIn('cost', scores, { normalization })).toEqual(costs);
  });

  it('measures on the declared bounds, whatever the scores at hand', () => {
    expect(valuesIn('benefit', [2, 5], { min: 0, max: 10 })).toEqual([0.2, 0.5]);
    expect(valuesIn('cost', [2, 5], { min: 0, max: 10 })).toEqual([0.8, 0.5]);
  });

  it('measures on the declared bounds under minmax as well', () => {
    expect(valuesIn('benefit', [2, 5], { min: 0, max: 10, normalization: 'minmax' })).toEqual([0.2, 0.5]);
  });

  it('leaves scores alone where the normalization is none', () => {
    expect(valuesIn('benefit', [-2, 5], { normalization: 'none' })).toEqual([-2, 5]);
  });

  it('gives a constant criterion the value 0 where its range is taken from the scores', () => {
    expect(valuesIn('benefit', [5, 5], { normalization: 'minmax' })).toEqual([0, 0]);
    expect(valuesIn('cost', [0.3, 0.1 + 0.2], { normalization: 'minmax' })).toEqual([0, 0]);
    expect(valuesIn('benefit', [5, 5], { min: 0, max: 10 })).toEqual([0.5, 0.5]);
  });

  it('keeps the smallest numbers apart and the largest finite', () => {
    expect(valuesIn('cost', [5e-324, 1e100], { normalization: 'sum' })).toEqual([1, 0]);
    expect(valuesIn('benefit', [0, 5e-324], { normalization: 'minmax' })).toEqual([0, 1]);
    expect(valuesIn('benefit', [-1e100, 1e100], { normalization: 'minmax' })).toEqual([0, 1]);
  });
});

describe(scalesOf.name, () => {
  it('names the formula and the range it was applied to', () => {
    const problem = parseProblem({
      alternatives: ['A', 'B'],
      criteria: [
        { name: 'price', direction: 'cost', min: 0, max: 10 },
        { name: 'size', direction: 'benefit' },
      ],
      scores: [[1, 2], [3, 4]], // prettier-ignore
    });
    expect(scalesOf(problem)).toEqual([
      { criterion: 'price', formula: '(max - x) / (max - min)', min: 0, max: 10, range: 'declared' },
      { criterion: 'size', formula: '(x - min) / (max - min)', min: 2, max: 4, range: 'data' },
    ]);
  });
});

describe(isConstant.name, () => {
  it('takes rounding for no difference, but any difference from zero for one', () => {
    expect(isConstant([0.3, 0.1 + 0.2])).toBe(true);
    expect(isConstant([0, 5e-324])).toBe(false);
  });
});

interface Options {
  readonly normalization?: string;
  readonly min?: number;
  readonly max?: number;
}

function valuesIn(
  direction: string,
  scores: readonly number[],
  { normalization, ...bounds }: Options,
): number[] {
  const problem = parseProblem({
    alternatives: scores.map((_, index) => `A${index}`),
    criteria: [{ name: 'C', direction, ...bounds }],
    scores: scores.map((score) => [score]),
    method: { normalization },
  });
  return columnOf(valuesOf(problem), 0);
}
