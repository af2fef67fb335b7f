import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import { breathe } from '../breathe.js';
import { at } from '../../numbers/numbers.js';
import type { Criterion, Level } from '../../problem/criteria.js';
import { crossingAmong, crossingOf, type Way } from './crossing.js';
import { outcomesOf } from './outcomes.js';
import { leadersOf } from '../leaders.js';
import { type CellIndex, type Probe, reachOf } from '../probe.js';

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
  /**
   * Who is first on that side, next to it: where scores jump, that can be others than at the very point. Of a criterion
   * with levels, who is first at the next level on that side.
   */
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
  const rises = risesWith(criterion);
  if (rises === null) return null;
  const isUp = rises !== isBest;
  const way = wayOf(matrix, cell, isUp);
  const outcomes = outcomesOf(cell, { probe, isBest });
  const crossing = criterion.levels
    ? crossingAmong(levelsOn(way, criterion.levels), way.score, outcomes)
    : crossingOf(way, outcomes);
  if (!crossing) return null;
  return {
    alternative: at(matrix.alternatives, cell.alternative),
    criterion: criterion.name,
    score: way.score,
    at: crossing.at,
    beyond: isUp ? 'above' : 'below',
    outcome: isBest ? 'loses' : 'wins',
    first: leadersOf(matrix, probe(cell, crossing.beyond)),
  };
}

/** From a score to the end of its scale, or as far as it may go. */
export function wayOf(matrix: DecisionMatrix, { alternative, criterion }: CellIndex, isUp: boolean): Way {
  const [lowest, highest] = reachOf(matrix, criterion);
  return { score: at(at(matrix.scores, alternative), criterion), end: isUp ? highest : lowest };
}

/** The levels on the way, in the order in which they are reached. */
function levelsOn({ score, end }: Way, levels: readonly Level[]): number[] {
  const sign = Math.sign(end - score);
  return levels
    .map(({ value }) => value)
    .filter((value) => sign * (value - score) > 0 && sign * (end - value) >= 0)
    .sort((a, b) => sign * (a - b));
}

/** Whether a higher score is better; `null` where it is sometimes better and sometimes worse. */
function risesWith({ value, direction }: Criterion): boolean | null {
  if (!value) return direction === 'benefit';
  const steps = value.slice(1).map(([, v], index) => v - at(value, index)[1]);
  if (steps.every((step) => step >= 0)) return true;
  return steps.every((step) => step <= 0) ? false : null;
}
