import { at } from '../numbers/numbers.js';
import {
  type Consistency,
  consistencyOf,
  onSaatyScale,
  withJudgment,
  type WorstJudgment,
  worstJudgment,
} from './consistency.js';
import type { RandomIndexTable, Judgments, PriorityMethod } from '../problem/judgments.js';
import { prioritiesOf, type Priorities } from './priorities.js';

/** How judgments become weights, and the table their consistency is measured by. */
export type AhpOptions = Readonly<{ priority: PriorityMethod; ri: RandomIndexTable }>;

/** One judgment to look at again, and the effect of a change. */
export interface Repair extends WorstJudgment {
  /** The value implied by all other judgments together, on the scale people are asked for. */
  readonly suggested: number;
  readonly ratioAfter: number | null;
}

/** The weights that judgments give, and how far these contradict each other. */
export interface Judged extends Priorities {
  readonly consistency: Consistency;
  /** `null` where all judgments agree with the weights. */
  readonly worst: Repair | null;
}

/**
 * Weights from pairwise judgments, how far these contradict each other, and which one contradicts the others most.
 *
 * @param judgments connected
 * @see Saaty, T. L. (2003). Decision-making with the AHP: why is the principal eigenvector necessary. European Journal
 *   of Operational Research 145(1), 85-91, for how to find the judgment to correct.
 */
export function judged(judgments: Judgments, { priority, ri }: AhpOptions): Judged {
  const { weights, complete } = prioritiesOf(judgments, priority);
  const worst = weights.length <= 2 ? null : worstJudgment(judgments, weights);
  return {
    weights,
    complete,
    consistency: consistencyOf(complete, weights, ri),
    worst: worst && repairOf(worst, judgments, { priority, ri }),
  };
}

function repairOf(worst: WorstJudgment, judgments: Judgments, { priority, ri }: AhpOptions): Repair {
  const others = prioritiesOf(withJudgment(judgments, worst, null), 'eigenvector').weights;
  const suggested = onSaatyScale(at(others, worst.row) / at(others, worst.column));
  const { weights, complete } = prioritiesOf(withJudgment(judgments, worst, suggested), priority);
  return { ...worst, suggested, ratioAfter: consistencyOf(complete, weights, ri).ratio };
}
