import { isBetter } from '../numbers/compare.js';
import { at, dot } from '../numbers/numbers.js';
import { advantages, challengers, type Evaluation } from '../scoring/evaluation.js';

/** Weight to move, as a part of all weight, and who then draws level. */
export interface WeightShift {
  readonly amount: number;
  readonly challenger: number;
}

/** The smallest movement of weight between criteria that makes the best tie with another; `null` if none can. */
export function smallestWeightShift(evaluation: Evaluation): WeightShift | null {
  let smallest: WeightShift | null = null;
  for (const challenger of challengers(evaluation)) {
    const amount = weightShift(evaluation, challenger);
    if (amount < (smallest?.amount ?? Infinity)) smallest = { amount, challenger };
  }
  return smallest;
}

/**
 * Weight goes to the criterion on which the best is weakest, first from where it is strongest: this lowers the lead
 * most for each unit moved. Infinite if the best is nowhere worse.
 */
function weightShift(evaluation: Evaluation, challenger: number): number {
  const { scores, sizes, best, weights } = evaluation;
  const size = Math.max(at(sizes, best), at(sizes, challenger));
  if (!isBetter(at(scores, best), at(scores, challenger), size)) return 0;
  const advantage = advantages(evaluation, challenger);
  const weakest = Math.min(...advantage);
  return weakest >= 0 ? Infinity : amountToMove(weights, advantage, weakest);
}

function amountToMove(weights: readonly number[], advantage: readonly number[], weakest: number): number {
  const strongestFirst = [...advantage.keys()].sort((a, b) => at(advantage, b) - at(advantage, a));
  let lead = dot(weights, advantage);
  let moved = 0;
  for (const criterion of strongestFirst) {
    const [weight, loss] = [at(weights, criterion), at(advantage, criterion) - weakest];
    if (weight * loss >= lead) return moved + lead / loss;
    lead -= weight * loss;
    moved += weight;
  }
  return moved;
}
