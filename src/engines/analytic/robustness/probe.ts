import { type DecisionMatrix, withScore } from '../framing/decision-matrix.js';
import { demandOfMethod } from '../methods/demands.js';
import type { Method } from '../problem/method.js';
import type { Criterion } from '../problem/criteria.js';
import { evaluate } from '../methods/evaluate.js';
import { at, columnOf } from '../numbers/numbers.js';
import type { Additive } from '../scoring/saw.js';
import { valueScaleOf } from '../scoring/scales.js';

/** A score to change. */
export interface CellIndex {
  readonly alternative: number;
  readonly criterion: number;
}

/** What the alternatives score after a change. */
export interface Probed {
  /** More is better. */
  readonly scores: readonly number[];
  /** Per score the size of the numbers it was computed from. */
  readonly sizes: () => readonly number[];
}

/** The scores of all alternatives if one number were different. */
export type Probe = (cell: CellIndex, score: number) => Probed;

/** Of a weighted sum only the column of the score is computed anew. */
export function probeOf(
  matrix: DecisionMatrix,
  weights: readonly number[],
  additive: Additive | null,
): Probe {
  if (!additive || additive.scales.length === 0) {
    return (cell, score) => {
      const { merits, sizes } = evaluate(withScore(matrix, { ...cell, score }), weights);
      return { scores: merits, sizes: () => sizes };
    };
  }
  return ({ alternative, criterion: column }, score) => {
    const figures = columnOf(matrix.scores, column).with(alternative, score);
    const scale = valueScaleOf(matrix, column, figures);
    const weight = at(weights, column);
    const scores = figures.map(
      (figure, index) =>
        at(additive.scores, index) -
        at(at(additive.contributions, index), column) +
        weight * scale.value(figure),
    );
    const sizes = () =>
      figures.map((figure, index) => at(additive.sizes, index) + weight * scale.size(figure));
    return { scores, sizes };
  };
}

/**
 * How far a score may go: to the declared ends; not past zero where no score is; not to zero where the method cannot
 * take it; and not without end.
 */
export function reachOf(
  { criteria, scores, method }: DecisionMatrix,
  column: number,
): readonly [number, number] {
  const criterion = at(criteria, column);
  const { min, max, value } = criterion;
  const ends = value ? ([value[0]?.[0] ?? 0, value.at(-1)?.[0] ?? 0] as const) : ([min, max] as const);
  const figures = scores.map((row) => at(row, column));
  const [lowest, highest] = [Math.min(...figures), Math.max(...figures)];
  const far = 1000 * Math.max(highest - lowest, Math.abs(lowest), Math.abs(highest), Number.MIN_VALUE);
  const isAboveZero = value === null && needsMoreThanZero(method, criterion);
  const least = isAboveZero ? Math.min(lowest, highest * 1e-6) : 0;
  return [
    isAboveZero ? Math.max(ends[0] ?? 0, least) : (ends[0] ?? (lowest >= 0 ? 0 : lowest - far)),
    ends[1] ?? (highest <= 0 ? 0 : highest + far),
  ];
}

/** Whether a score of 0 is what the method would refuse. */
function needsMoreThanZero(method: Method, { direction }: Criterion): boolean {
  const demand = demandOfMethod(method);
  if (demand === 'positive') return true;
  return direction === 'cost' && (demand === 'ratio' || method.name === 'copras');
}
