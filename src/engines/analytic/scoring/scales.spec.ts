import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { problems } from '../../../../test/support/analytic-problems.js';
import { frame } from '../framing/frame.js';
import { isConstant, type Scale, valueScalesOf, valuesOf } from './scales.js';
import { columnOf } from '../numbers/numbers.js';
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

describe(valueScalesOf.name, () => {
  it.each([
    [
      'minmax',
      { formula: '(x - min) / (max - min)', min: 2, max: 4 },
      { formula: '(max - x) / (max - min)', min: 2, max: 4 },
    ],
    ['max', { formula: 'x / max', max: 4 }, { formula: 'min / x', min: 2 }],
    ['sum', { formula: 'x / sum(x)', sum: 6 }, { formula: '(1 / x) / sum(1 / x)', sum: 0.75 }],
  ])('says what %s is made of, and only that', (normalization, benefit, cost) => {
    const unused = { criterion: 'C', min: null, max: null, sum: null, points: null, range: 'data' };
    expect(scaleOf('benefit', [2, 4], { normalization })).toEqual({ ...unused, ...benefit });
    expect(scaleOf('cost', [2, 4], { normalization })).toEqual({ ...unused, ...cost });
  });

  it('does not claim declared bounds that a normalization makes no use of', () => {
    const { min, max, range } = scaleOf('benefit', [2, 4], { normalization: 'max', min: 0, max: 10 });
    expect({ min, max, range }).toEqual({ min: null, max: 4, range: 'data' });
  });

  it('names declared bounds, and no scale where there is none', () => {
    const { min, max, range } = scaleOf('cost', [1, 3], { min: 0, max: 10 });
    expect({ min, max, range }).toEqual({ min: 0, max: 10, range: 'declared' });
    expect(scaleOf('benefit', [1, 3], { normalization: 'none' }).range).toBe('none');
  });

  it('can be checked: each value follows from the formula and the figures named', () => {
    const formulas: Record<string, (x: number, scale: Scale) => number> = {
      '(x - min) / (max - min)': (x, { min, max }) => (x - Number(min)) / (Number(max) - Number(min)),
      '(max - x) / (max - min)': (x, { min, max }) => (Number(max) - x) / (Number(max) - Number(min)),
      'x / max': (x, { max }) => x / Number(max),
      'min / x': (x, { min }) => Number(min) / x,
      'x / sum(x)': (x, { sum }) => x / Number(sum),
      '(1 / x) / sum(1 / x)': (x, { sum }) => 1 / x / Number(sum),
      x: (x) => x,
    };
    fc.assert(
      fc.property(problems(), (problem) => {
        const { matrix } = frame(parseProblem(problem));
        const scales = valueScalesOf(matrix);
        const values = valuesOf(matrix, scales);
        for (const [row, scores] of matrix.scores.entries()) {
          for (const [column, score] of scores.entries()) {
            const scale = scales[column]?.report;
            if (!scale || isConstant(matrix, column)) continue;
            expect(values[row]?.[column]).toBeCloseTo(formulas[scale.formula]?.(score, scale) ?? NaN, 12);
          }
        }
      }),
    );
  });
});

describe(isConstant.name, () => {
  it('takes rounding for no difference, but any difference from zero for one', () => {
    expect(isConstant(matrixOf('benefit', [0.3, 0.1 + 0.2], {}), 0)).toBe(true);
    expect(isConstant(matrixOf('benefit', [0, 5e-324], {}), 0)).toBe(false);
  });
});

interface Options {
  readonly normalization?: string;
  readonly min?: number;
  readonly max?: number;
}

function matrixOf(direction: string, scores: readonly number[], { normalization, ...bounds }: Options) {
  const problem = parseProblem({
    alternatives: scores.map((_, index) => `A${index}`),
    criteria: [{ name: 'C', direction, ...bounds }],
    scores: scores.map((score) => [score]),
    method: { normalization },
  });
  return frame(problem).matrix;
}

function valuesIn(direction: string, scores: readonly number[], options: Options): number[] {
  const matrix = matrixOf(direction, scores, options);
  return columnOf(valuesOf(matrix, valueScalesOf(matrix)), 0);
}

function scaleOf(direction: string, scores: readonly number[], options: Options): Scale {
  const [scale] = valueScalesOf(matrixOf(direction, scores, options));
  if (!scale) throw new Error('no scale');
  return scale.report;
}
