import { at } from '../numbers/numbers.js';
import { advantages, challengers, type Evaluation } from '../scoring/evaluation.js';

/**
 * The criterion whose weight needs the smallest change, relative to itself and with the others as they are, for the
 * best to tie with another alternative; `null` if no weight can do that.
 *
 * @see Triantaphyllou, E. and Sanchez, A. (1997). A sensitivity analysis approach for some deterministic multi-criteria
 *   decision-making methods. Decision Sciences 28(1), 151-194.
 */
export function mostCriticalCriterion(evaluation: Evaluation): number | null {
  let [critical, smallest]: [number | null, number] = [null, Infinity];
  for (const challenger of challengers(evaluation)) {
    for (const [criterion, change] of relativeChanges(evaluation, challenger).entries()) {
      if (change < smallest) [critical, smallest] = [criterion, change];
    }
  }
  return critical;
}

/** Per criterion, as a part of its weight; infinite where the weight would have to become negative. */
function relativeChanges(evaluation: Evaluation, challenger: number): number[] {
  const { weights, scores, best } = evaluation;
  const lead = at(scores, best) - at(scores, challenger);
  return advantages(evaluation, challenger).map((advantage, criterion) => {
    const weight = at(weights, criterion);
    const decrease = advantage === 0 ? Infinity : lead / advantage;
    return weight === 0 || decrease > weight ? Infinity : Math.abs(decrease) / weight;
  });
}
