import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { isBetter } from '../numbers/compare.js';
import { at } from '../numbers/numbers.js';
import type { Probed } from './probe.js';

/** The names of those that {@link leadingOf} finds. */
export function leadersOf({ alternatives }: DecisionMatrix, probed: Probed): string[] {
  return leadingOf(probed).map((index) => at(alternatives, index));
}

/**
 * Who is first, without ranking all: only alternatives that the highest score does not beat can be. Nobody where the
 * change is to the limit of what numbers can be, and leaves no meaningful score.
 */
export function leadingOf(probed: Probed): number[] {
  const { scores } = probed;
  if (!scores.every(Number.isFinite)) return [];
  const sizes = probed.sizes();
  const isAhead = (a: number, b: number) =>
    isBetter(at(scores, a), at(scores, b), Math.max(at(sizes, a), at(sizes, b)));
  const top = scores.indexOf(Math.max(...scores));
  const rivals = [...scores.keys()].filter((index) => !isAhead(top, index));
  return rivals.filter((index) => !rivals.some((other) => isAhead(other, index)));
}
