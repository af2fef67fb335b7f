import { at, dot, sum } from '../numbers/numbers.js';
import { advantages, challengers, type Evaluation } from '../scoring/evaluation.js';

/** Between `from` and `to` the best stays first; at an end inside 0..1 another alternative draws level. */
export interface WeightInterval {
  readonly from: number;
  readonly to: number;
}

/**
 * How far the weight of each criterion can change, with the others in constant proportions, before the best is
 * overtaken. Where the criterion has all the weight, the others share the rest equally.
 */
export function weightIntervals(evaluation: Evaluation): WeightInterval[] {
  return evaluation.weights.map((_, criterion) => weightInterval(evaluation, criterion));
}

/**
 * With `t` as weight of the criterion the lead over an alternative is `rest + t (own - rest)`, where `own` is the
 * advantage on the criterion and `rest` the weighted mean of the others: one crossing at most.
 */
function weightInterval(evaluation: Evaluation, criterion: number): WeightInterval {
  const weight = at(evaluation.weights, criterion);
  const shares = sharesWithout(evaluation.weights, criterion);
  let [from, to] = [0, 1];
  for (const challenger of challengers(evaluation)) {
    const advantage = advantages(evaluation, challenger);
    const rest = dot(shares, advantage);
    const slope = at(advantage, criterion) - rest;
    if (slope > 0) from = Math.max(from, Math.min(-rest / slope, weight));
    if (slope < 0) to = Math.min(to, Math.max(-rest / slope, weight));
  }
  return { from, to };
}

/** The weights without one criterion, scaled to sum 1. */
function sharesWithout(weights: readonly number[], criterion: number): number[] {
  const others = weights.map((weight, index) => (index === criterion ? 0 : weight));
  const total = sum(others);
  const equal = 1 / (weights.length - 1);
  return others.map((weight, index) => (index === criterion ? 0 : total === 0 ? equal : weight / total));
}
