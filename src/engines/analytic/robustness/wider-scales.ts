import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { ranksOf } from '../numbers/ranking.js';
import { at, columnOf, sum } from '../numbers/numbers.js';
import type { Additive } from '../scoring/saw.js';

/** A wider scale on which the recommended alternative is no longer first, or no longer alone. */
export type WiderScale = Readonly<{
  /** The criteria whose scales are wider. */
  criteria: readonly string[];
  scale: 'twice_as_wide' | 'from_zero';
  /** Who is first then. */
  first: readonly string[];
}>;

/**
 * Scales made from the scores at hand are as narrow as the scores are close: 10.0 against 10.1 counts as everything
 * against nothing. Tries twice the width for each criterion alone, and for all together a scale that begins at zero, if
 * their scores have one sign.
 *
 * Widening a linear scale divides all differences on it, which is the same as shrinking the contributions.
 */
export function widerScales(matrix: DecisionMatrix, additive: Additive, best: number): WiderScale[] {
  const fromData = [...matrix.criteria.keys()].filter(
    (column) => at(additive.scales, column).range === 'data',
  );
  const attempts = [
    ...fromData.map((column) => ({ scale: 'twice_as_wide' as const, shrunk: new Map([[column, 0.5]]) })),
    { scale: 'from_zero' as const, shrunk: fromZero(matrix, additive, fromData) },
  ];
  return attempts.flatMap(({ scale, shrunk }) => {
    const ranks = ranksWith(additive, shrunk);
    const first = matrix.alternatives.filter((_, index) => ranks[index] === 1);
    const holds = ranks[best] === 1 && first.length === 1;
    const criteria = [...shrunk.keys()].map((column) => at(matrix.criteria, column).name);
    return holds || shrunk.size === 0 ? [] : [{ criteria, scale, first }];
  });
}

/** By which factor differences shrink on a scale that begins, or for negative scores ends, at zero. */
function fromZero(
  { scores }: DecisionMatrix,
  { scales }: Additive,
  columns: readonly number[],
): ReadonlyMap<number, number> {
  return new Map(
    columns.flatMap((column): [number, number][] => {
      const { min, max } = at(scales, column);
      const hasOneSign = columnOf(scores, column).every((score) => score >= 0 === (min ?? 0) >= 0);
      if (min === null || max === null || !hasOneSign) return [];
      const farthest = Math.max(Math.abs(min), Math.abs(max));
      return farthest > max - min ? [[column, (max - min) / farthest]] : [];
    }),
  );
}

function ranksWith({ contributions, sizes }: Additive, factors: ReadonlyMap<number, number>): number[] {
  const scores = contributions.map((row) =>
    sum(row.map((part, column) => part * (factors.get(column) ?? 1))),
  );
  return ranksOf(scores, sizes);
}
