import type { Analysis } from '../../analysis/analysis.js';
import type { BreakEven } from '../../robustness/break-evens/break-even.js';
import { isAtEnd } from '../../robustness/break-evens/crossing.js';
import { type Trial, trialOf } from '../../robustness/break-evens/trial.js';
import { figureThat, listed, raw } from './wording.js';

/** What is left to the end of a scale, as a part of the whole change: too little to name a figure in between. */
const NEXT_TO = 1e-3;
/** How near to the end what is next to it is looked at, as a part of what is left. */
const NEARER = 1e-3;

/** Where the outcome changes, in words that hold of whoever is said to be first. */
export interface LimitInWords {
  readonly text: string;
  /** Who is first at the very figure, where it is neither the one who loses nor who is first beyond. */
  readonly exactly: readonly string[];
}

/** A level is given by name, and so is the end of a scale; a figure is rounded to the side of the other outcome. */
export function limitOf(
  breakEven: BreakEven,
  { framed: { matrix }, weights, outcome }: Analysis,
): LimitInWords {
  const trial = trialOf(breakEven, { matrix, weights, additive: outcome?.additive ?? null });
  const { levels, min, max } = matrix.criteria.find(({ name }) => name === breakEven.criterion) ?? {};
  const { at, beyond } = breakEven;
  if (levels) {
    const rising = levels.toSorted((a, b) => a.value - b.value);
    const isUp = beyond === 'above';
    const level = isUp ? rising.find(({ value }) => value > at) : rising.findLast(({ value }) => value < at);
    return { text: `at "${level?.name ?? ''}"`, exactly: [] };
  }
  const declared = (beyond === 'above' ? max : min) ?? null;
  return endOf(breakEven, trial, declared) ?? figureOf(breakEven, trial);
}

/**
 * `null` where the outcome changes well before the end. A method that cannot take the declared end lets a score go next
 * to it only.
 */
function endOf(
  { at, beyond, score, first }: BreakEven,
  { end, firstAt }: Trial,
  declared: number | null,
): LimitInWords | null {
  const ofScale = `, the ${beyond === 'above' ? 'upper' : 'lower'} end of its scale`;
  if (isAtEnd(at, { score, end })) {
    return { text: `at ${raw(end)}${end === declared ? ofScale : ''}`, exactly: [] };
  }
  if (declared === null || Math.abs(declared - at) > NEXT_TO * Math.abs(declared - score)) return null;
  const holds = isSame(firstAt(end + NEARER * (at - end)), first);
  return holds ? { text: `next to ${raw(declared)}${ofScale}`, exactly: [] } : null;
}

/** With enough digits not to reach the end, and for the same to be first beyond it. */
function figureOf({ alternative, at, beyond, first, outcome }: BreakEven, trial: Trial): LimitInWords {
  const { end, firstAt, firstBeyond } = trial;
  const isUp = beyond === 'above';
  const isBefore = (figure: number) => (isUp ? figure < end : figure > end);
  const holds = (figure: number) => isBefore(figure) && isSame(firstBeyond(figure), first);
  const text = figureThat(holds, at, isUp ? 'up' : 'down');
  const there = firstAt(Number(text));
  const isToldApart = outcome === 'loses' && !there.includes(alternative) && !isSame(there, first);
  return { text: `${beyond} ${text}`, exactly: isToldApart ? [`at ${text} itself to ${listed(there)}`] : [] };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
