import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { isUnbounded, spanOf } from '../framing/figures.js';
import { at } from '../numbers/numbers.js';
import { piecewise } from './piecewise.js';
import type { Criterion } from '../problem/criteria.js';

/** An alternative and those that are at least as good on every criterion and better on one. */
export type Dominated = Readonly<{ alternative: string; by: readonly string[] }>;

/**
 * Looks at the scores alone, because no weights can change dominance. An uncertain score counts only where all its
 * possible values are at least as good as all those of the other.
 */
export function dominatedOf(matrix: DecisionMatrix): Dominated[] {
  const { alternatives } = matrix;
  const ranges = rangesOf(matrix);
  return alternatives
    .map((alternative, index) => ({
      alternative,
      by: alternatives.filter((_, other) => dominates(at(ranges, other), at(ranges, index))),
    }))
    .filter(({ by }) => by.length > 0);
}

/** The least and the most an alternative may be worth on one criterion. */
type Worth = readonly [least: number, most: number];

function rangesOf({ scores, criteria, uncertain }: DecisionMatrix): Worth[][] {
  const worths = criteria.map(worthOf);
  const ranges = scores.map((row) =>
    row.map((score, column): Worth => [at(worths, column)(score), at(worths, column)(score)]),
  );
  for (const { alternative, criterion, distribution } of uncertain) {
    const ends = spanOf(distribution, at(criteria, criterion)).map(at(worths, criterion));
    const range: Worth = isUnbounded(distribution)
      ? [-Infinity, Infinity]
      : [Math.min(...ends), Math.max(...ends)];
    at(ranges, alternative)[criterion] = range;
  }
  return ranges;
}

function worthOf({ direction, value }: Criterion): (score: number) => number {
  if (value) return piecewise(value);
  return direction === 'benefit' ? (score) => score : (score) => -score;
}

function dominates(a: readonly Worth[], b: readonly Worth[]): boolean {
  return (
    a.every(([least], column) => least >= at(b, column)[1]) &&
    a.some(([least], column) => least > at(b, column)[1])
  );
}
