import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import type { Additive } from '../../scoring/saw.js';
import { type BreakEven, wayOf } from './break-even.js';
import { justBeyond } from './crossing.js';
import { leadersOf } from '../leaders.js';
import { probeOf } from '../probe.js';

/** Tries other figures in place of the score of a break-even. */
export interface Trial {
  /** How far the score may go. */
  readonly end: number;
  readonly firstAt: (figure: number) => readonly string[];
  /** Who is first next to a figure, on the side further from the score. */
  readonly firstBeyond: (figure: number) => readonly string[];
}

interface Decided {
  readonly matrix: DecisionMatrix;
  readonly weights: readonly number[];
  readonly additive: Additive | null;
}

/** Of the alternative and criterion that a break-even is about. */
export function trialOf(
  { alternative, criterion, beyond }: BreakEven,
  { matrix, weights, additive }: Decided,
): Trial {
  const cell = {
    alternative: matrix.alternatives.indexOf(alternative),
    criterion: matrix.criteria.findIndex(({ name }) => name === criterion),
  };
  const probe = probeOf(matrix, weights, additive);
  const way = wayOf(matrix, cell, beyond === 'above');
  const firstAt = (figure: number) => leadersOf(matrix, probe(cell, figure));
  return { end: way.end, firstAt, firstBeyond: (figure) => firstAt(justBeyond(figure, way)) };
}
