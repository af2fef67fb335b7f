import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { breathe } from './breathe.js';
import { isBetter } from '../numbers/compare.js';
import { at } from '../numbers/numbers.js';
import type { Criterion } from '../problem/criteria.js';
import { type CellIndex, type Probe, type Probed, reachOf } from './probe.js';

/** How often the interval around a break-even is halved: the number of bits of a number, and some more. */
const HALVINGS = 80;
/** A lead above this part of a score is not examined closely. */
const NEAR = 1e-6;
/** For how many of the best alternatives break-evens are searched. */
const ALTERNATIVES = 5;

/** The value at which a score begins to change the decision, with everything else unchanged. */
export type BreakEven = Readonly<{
  alternative: string;
  criterion: string;
  /** As it is. */
  score: number;
  /** Up to here nothing changes. */
  at: number;
  /** On which side of it the outcome is another one. */
  beyond: 'above' | 'below';
  /** The alternative that wins there; if it is the recommended one, it is no longer first there. */
  outcome: 'wins' | 'loses';
  /** Who is first there. */
  first: readonly string[];
}>;

/**
 * For the recommended alternative and those next to it, criterion by criterion. Value functions that rise and fall are
 * left out: there is no single answer beyond a value.
 */
export async function breakEvens(
  matrix: DecisionMatrix,
  ranks: readonly number[],
  { probe, best, signal }: { readonly probe: Probe; readonly best: number; readonly signal: AbortSignal },
): Promise<BreakEven[]> {
  const others = [...ranks.keys()]
    .filter((index) => index !== best)
    .sort((a, b) => at(ranks, a) - at(ranks, b));
  const found: BreakEven[] = [];
  for (const alternative of [best, ...others.slice(0, ALTERNATIVES - 1)]) {
    for (const criterion of matrix.criteria.keys()) {
      await breathe(signal);
      const figure = breakEven(matrix, { alternative, criterion }, { probe, isBest: alternative === best });
      if (figure) found.push(figure);
    }
  }
  return found;
}

function breakEven(
  matrix: DecisionMatrix,
  cell: CellIndex,
  { probe, isBest }: { readonly probe: Probe; readonly isBest: boolean },
): BreakEven | null {
  const criterion = at(matrix.criteria, cell.criterion);
  const score = at(at(matrix.scores, cell.alternative), cell.criterion);
  const [lowest, highest] = reachOf(matrix, cell.criterion);
  const rises = risesWith(criterion);
  if (rises === null) return null;
  const isUp = rises !== isBest;
  const changes = (lead: number): boolean => (isBest ? lead < 0 : lead > 0);
  const crossing = crossingOf(score, isUp ? highest : lowest, {
    isOther: (figure) => changes(leadOf(probe(cell, figure), cell.alternative)),
    isAcross: (figure) => {
      const { scores } = probe(cell, figure);
      return changes(at(scores, cell.alternative) - rivalOf(scores, cell.alternative));
    },
  });
  if (!crossing) return null;
  const [same, other] = crossing;
  const { scores } = probe(cell, other);
  const highestScore = Math.max(...scores);
  return {
    alternative: at(matrix.alternatives, cell.alternative),
    criterion: criterion.name,
    score,
    at: same,
    beyond: isUp ? 'above' : 'below',
    outcome: isBest ? 'loses' : 'wins',
    first: matrix.alternatives.filter((_, index) => scores[index] === highestScore),
  };
}

/** Whether a figure gives another first place: by more than rounding, or by any difference. */
interface Outcomes {
  readonly isOther: (figure: number) => boolean;
  readonly isAcross: (figure: number) => boolean;
}

/** The last score that changes nothing and the next one, which does; `null` where that is the given one, or none. */
function crossingOf(
  score: number,
  end: number,
  { isOther, isAcross }: Outcomes,
): readonly [same: number, other: number] | null {
  if (end === score || isOther(score) || !isOther(end)) return null;
  return sharpened(halved(score, end, isOther), score, isAcross);
}

/** By how much an alternative is ahead of the best of the others; 0 where that is only rounding. */
function leadOf({ scores, sizes }: Probed, alternative: number): number {
  const own = at(scores, alternative);
  const rival = rivalOf(scores, alternative);
  const lead = own - rival;
  if (Math.abs(lead) > NEAR * Math.max(Math.abs(own), Math.abs(rival))) return lead;
  const size = Math.max(...sizes());
  return isBetter(own, rival, size) || isBetter(rival, own, size) ? lead : 0;
}

/** The best of the others. */
function rivalOf(scores: readonly number[], alternative: number): number {
  return Math.max(...scores.filter((_, index) => index !== alternative));
}

/**
 * The crossing itself, if it is next to a point where the lead is more than rounding. Where scores jump there is no
 * such point: a tie that rounding makes far from the jump is not a crossing.
 */
function sharpened(
  [same, other]: readonly [number, number],
  score: number,
  isAcross: (figure: number) => boolean,
): readonly [number, number] {
  if (isAcross(score)) return [same, other];
  const crossing = halved(score, other, isAcross);
  const isNear = Math.abs(crossing[0] - same) <= NEAR * Math.abs(other - score);
  return isNear ? [crossing[0], other] : [same, other];
}

/** Whether a higher score is better; `null` where it is sometimes better and sometimes worse. */
function risesWith({ value, direction }: Criterion): boolean | null {
  if (!value) return direction === 'benefit';
  const steps = value.slice(1).map(([, v], index) => v - at(value, index)[1]);
  if (steps.every((step) => step >= 0)) return true;
  return steps.every((step) => step <= 0) ? false : null;
}

/** The last value at which nothing changes and the next one, at which it does. */
function halved(from: number, to: number, isOther: (figure: number) => boolean): readonly [number, number] {
  let [same, other] = [from, to];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = same / 2 + other / 2;
    if (middle === same || middle === other) break;
    if (isOther(middle)) other = middle;
    else same = middle;
  }
  return [same, other];
}
