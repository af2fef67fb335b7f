import { at, columnOf, sum } from './numbers.js';
import type { AnalyticProblem, Criterion, Matrix } from '../problem.js';

/** Two scores closer than this share of their size differ by rounding, not by merit. */
const NOISE = 1e-12;

/** How the scores of one criterion became values. */
export type Scale = Readonly<{
  criterion: string;
  formula: string;
  min: number;
  max: number;
  /** Whether `min` and `max` were declared or are the lowest and highest score. */
  range: 'declared' | 'data';
}>;

type ValueFunction = (score: number) => number;

/** Values of which more is better, in the shape of the scores: in 0..1, unless the normalization is `none`. */
export function valuesOf({ criteria, scores, method }: AnalyticProblem): Matrix {
  const functions = criteria.map((criterion, column) =>
    valueFunction(columnOf(scores, column), criterion, method.normalization),
  );
  return scores.map((row) => row.map((score, column) => at(functions, column)(score)));
}

export function scalesOf({ criteria, scores, method }: AnalyticProblem): Scale[] {
  return criteria.map((criterion, column) => ({
    criterion: criterion.name,
    formula: FORMULAS[method.normalization][criterion.direction],
    ...rangeOf(columnOf(scores, column), criterion),
  }));
}

/** All scores are the same, so the criterion cannot tell alternatives apart. */
export function isConstant(column: readonly number[]): boolean {
  const { min, max } = dataRange(column);
  return max - min <= NOISE * Math.max(Math.abs(min), Math.abs(max));
}

const LINEAR = { benefit: '(x - min) / (max - min)', cost: '(max - x) / (max - min)' };
const FORMULAS = {
  bounds: LINEAR,
  minmax: LINEAR,
  max: { benefit: 'x / max', cost: 'min / x' },
  sum: { benefit: 'x / sum(x)', cost: '(1 / x) / sum(1 / x)' },
  none: { benefit: 'x', cost: 'x' },
} as const;

function valueFunction(
  column: readonly number[],
  criterion: Criterion,
  normalization: AnalyticProblem['method']['normalization'],
): ValueFunction {
  switch (normalization) {
    case 'bounds':
    case 'minmax':
      return linear(column, criterion);
    case 'max':
      return ratio(column, criterion);
    case 'sum':
      return share(column, criterion);
    case 'none':
      return (score) => score;
  }
}

function linear(column: readonly number[], criterion: Criterion): ValueFunction {
  const { min, max, range } = rangeOf(column, criterion);
  if (range === 'data' && isConstant(column)) return () => 0;
  const width = max - min;
  return criterion.direction === 'benefit'
    ? (score) => (score - min) / width
    : (score) => (max - score) / width;
}

function ratio(column: readonly number[], { direction }: Criterion): ValueFunction {
  const { min, max } = dataRange(column);
  if (direction === 'cost') return (score) => min / score;
  return max === 0 ? () => 0 : (score) => score / max;
}

/** The share of reciprocals is taken of `min / x`, which is the same and cannot overflow. */
function share(column: readonly number[], criterion: Criterion): ValueFunction {
  const size: ValueFunction = criterion.direction === 'cost' ? ratio(column, criterion) : (score) => score;
  const total = sum(column.map(size));
  return total === 0 ? () => 0 : (score) => size(score) / total;
}

function rangeOf(column: readonly number[], { min, max }: Criterion): Pick<Scale, 'min' | 'max' | 'range'> {
  return min !== null && max !== null
    ? { min, max, range: 'declared' }
    : { ...dataRange(column), range: 'data' };
}

function dataRange(column: readonly number[]): { min: number; max: number } {
  return { min: Math.min(...column), max: Math.max(...column) };
}
