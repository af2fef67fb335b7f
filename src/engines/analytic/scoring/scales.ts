import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { spanOf } from '../framing/figures.js';
import { piecewise, type ValueLine } from './piecewise.js';
import { at, columnOf, sum } from '../numbers/numbers.js';
import type { Matrix } from '../numbers/matrix.js';
import type { Criterion, Points } from '../problem/criteria.js';

/** Two scores that differ by less than this part of their size differ by rounding, not by merit. */
const NOISE = 1e-12;

/** How the scores of one criterion became values: the numbers in the formula and their origin. */
export type Scale = Readonly<{
  criterion: string;
  formula: string;
  min: number | null;
  max: number | null;
  /** Of the scores, or of their reciprocals for a cost; `null` where the formula has no sum. */
  sum: number | null;
  points: Points | null;
  /** Whether the scale was declared, is made from the scores at hand, or does not exist. */
  range: 'declared' | 'data' | 'none';
}>;

/** How the scores of one criterion become values. */
export interface ValueScale {
  readonly report: Scale;
  /** More is better. */
  readonly value: (score: number) => number;
  /** The size of the numbers whose difference or quotient is the value of a score. */
  readonly size: (score: number) => number;
  /**
   * The same function by its corners, for the simulation; for a cost under `max` and `sum` it is not piecewise linear.
   */
  readonly line: ValueLine;
}

/** One scale per criterion. */
export function valueScalesOf(matrix: DecisionMatrix): ValueScale[] {
  return matrix.criteria.map((_, column) => valueScaleOf(matrix, column));
}

/**
 * The scale of a column: its own value function if it has one, else what the normalization makes of its scores.
 *
 * @param figures the scores of the column, if not those of the matrix
 */
export function valueScaleOf(
  matrix: DecisionMatrix,
  column: number,
  figures: readonly number[] = columnOf(matrix.scores, column),
): ValueScale {
  const criterion = at(matrix.criteria, column);
  const extent = extentOf(matrix, column, figures);
  if (criterion.value) return ownFunction(criterion, criterion.value);
  switch (matrix.method.name === 'saw' ? matrix.method.normalization : 'none') {
    case 'bounds':
    case 'minmax':
      return linear(criterion, extent);
    case 'max':
      return ratio(criterion, extent);
    case 'sum':
      return share(criterion, figures, extent);
    case 'none':
      return asItIs(criterion);
  }
}

/** Values in the shape of the scores; more is better. They are in 0..1, unless the normalization is `none`. */
export function valuesOf({ scores }: Pick<DecisionMatrix, 'scores'>, scales: readonly ValueScale[]): Matrix {
  return scores.map((row) => row.map((score, column) => at(scales, column).value(score)));
}

/** All alternatives have the same score on it, so the criterion cannot distinguish them. */
export function isConstant(matrix: DecisionMatrix, column: number): boolean {
  return isFlat(extentOf(matrix, column, columnOf(matrix.scores, column)));
}

interface Extent {
  readonly min: number;
  readonly max: number;
}

/** The lowest and the highest value that a score of the column has or can have. */
function extentOf(
  { criteria, uncertain }: DecisionMatrix,
  column: number,
  figures: readonly number[],
): Extent {
  const spans = uncertain
    .filter(({ criterion }) => criterion === column)
    .flatMap(({ distribution }) => spanOf(distribution, at(criteria, column)));
  return { min: Math.min(...figures, ...spans), max: Math.max(...figures, ...spans) };
}

function isFlat({ min, max }: Extent): boolean {
  return max - min <= NOISE * Math.max(Math.abs(min), Math.abs(max));
}

const LEVEL: ValueLine = { points: [[0, 0], [1, 0]], goesOn: true }; // prettier-ignore

// Reports are written without spreading, which would take most of the time: a scale is made again for every score tried.

function linear({ name, direction, min, max }: Criterion, extent: Extent): ValueScale {
  const isDeclared = min !== null && max !== null;
  const ends = isDeclared ? { min, max } : extent;
  const formula = direction === 'benefit' ? '(x - min) / (max - min)' : '(max - x) / (max - min)';
  const report: Scale = {
    criterion: name,
    formula,
    min: ends.min,
    max: ends.max,
    sum: null,
    points: null,
    range: isDeclared ? 'declared' : 'data',
  };
  if (!isDeclared && isFlat(extent)) return { report, value: () => 0, size: () => 0, line: LEVEL };
  const width = ends.max - ends.min;
  const worst = direction === 'benefit' ? ends.min : ends.max;
  const distance = (score: number) => (direction === 'benefit' ? score - worst : worst - score) / width;
  return {
    report,
    value: isDeclared ? (score) => Math.min(1, Math.max(0, distance(score))) : distance,
    size: (score) => (Math.abs(score) + Math.abs(worst)) / width,
    line: {
      points: direction === 'benefit' ? [[ends.min, 0], [ends.max, 1]] : [[ends.min, 1], [ends.max, 0]], // prettier-ignore
      goesOn: !isDeclared,
    },
  };
}

function ratio({ name, direction }: Criterion, { min, max }: Extent): ValueScale {
  const isCost = direction === 'cost';
  const value = isCost ? (score: number) => min / score : (score: number) => (max === 0 ? 0 : score / max);
  const report: Scale = {
    min: isCost ? min : null,
    max: isCost ? null : max,
    sum: null,
    points: null,
    criterion: name,
    formula: isCost ? 'min / x' : 'x / max',
    range: 'data',
  };
  return { report, value, size: (score) => Math.abs(value(score)), line: through(max) };
}

/** The straight line that is 0 at zero and 1 at a score. */
function through(one: number): ValueLine {
  return one === 0 ? LEVEL : { points: [[0, 0], [one, 1]], goesOn: true }; // prettier-ignore
}

/** The share of reciprocals is computed from `min / x`, which is the same and cannot overflow. */
function share(criterion: Criterion, column: readonly number[], extent: Extent): ValueScale {
  const isCost = criterion.direction === 'cost';
  const part = isCost ? ratio(criterion, extent).value : (score: number) => score;
  const total = sum(column.map(part));
  const value = (score: number) => (total === 0 ? 0 : part(score) / total);
  const report: Scale = {
    min: null,
    max: null,
    sum: isCost ? finite(total / extent.min) : total,
    points: null,
    criterion: criterion.name,
    formula: isCost ? '(1 / x) / sum(1 / x)' : 'x / sum(x)',
    range: 'data',
  };
  return { report, value, size: (score) => Math.abs(value(score)), line: through(total) };
}

/** The sum of reciprocals can be infinite, although each share of it is finite. */
function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

function ownFunction({ name }: Criterion, points: Points): ValueScale {
  const [min, max] = [at(points, 0)[0], at(points, points.length - 1)[0]];
  const report: Scale = {
    min,
    max,
    sum: null,
    points,
    criterion: name,
    formula: 'piecewise linear',
    range: 'declared',
  };
  const largest = Math.max(...points.map(([, v]) => Math.abs(v)));
  return { report, value: piecewise(points), size: () => largest, line: { points, goesOn: false } };
}

function asItIs({ name }: Criterion): ValueScale {
  const report: Scale = {
    min: null,
    max: null,
    sum: null,
    points: null,
    criterion: name,
    formula: 'x',
    range: 'none',
  };
  return { report, value: (score) => score, size: Math.abs, line: through(1) };
}
