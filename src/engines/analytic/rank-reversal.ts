import { isBetter } from './compare.js';
import { challengers, type Evaluation } from './evaluation.js';
import { valuesOf } from './normalization.js';
import { at } from './numbers.js';
import type { AnalyticProblem } from './problem.js';
import { contributionsOf, scoresOf } from './saw.js';

const MAX_SWAPS = 100;

/** Two alternatives that change places when a third one, not the best, is taken out. */
export type Swap = Readonly<{ without: string; was_better: string; becomes_better: string }>;

export type RankReversal = Readonly<{
  /** No change of the set of alternatives can change the order of the others. */
  structural: boolean;
  swap_count: number;
  /** At most the first hundred. */
  swaps: readonly Swap[];
}>;

/** Values that depend on the set of alternatives let the order of two depend on a third: tries each. */
export function rankReversal(problem: AnalyticProblem, evaluation: Evaluation): RankReversal {
  if (isStructurallyFree(problem)) return { structural: true, swap_count: 0, swaps: [] };
  const swaps = challengers(evaluation).flatMap((removed) => swapsWithout(problem, removed, evaluation));
  return { structural: false, swap_count: swaps.length, swaps: swaps.slice(0, MAX_SWAPS) };
}

function isStructurallyFree({ criteria, method }: AnalyticProblem): boolean {
  if (method.normalization === 'none') return true;
  const isLinear = method.normalization === 'bounds' || method.normalization === 'minmax';
  return isLinear && criteria.every(({ min }) => min !== null);
}

function swapsWithout(problem: AnalyticProblem, removed: number, before: Evaluation): Swap[] {
  const rest = [...problem.alternatives.keys()].filter((alternative) => alternative !== removed);
  const values = valuesOf({ ...problem, scores: rest.map((index) => at(problem.scores, index)) });
  const after = scoresOf(contributionsOf(values, before.weights));
  const name = (index: number) => at(problem.alternatives, index);
  const swaps: Swap[] = [];
  for (const [position, index] of rest.entries()) {
    for (const [otherPosition, other] of rest.entries()) {
      const wasBetter = isBetter(at(before.scores, index), at(before.scores, other));
      if (wasBetter && isBetter(at(after, otherPosition), at(after, position))) {
        swaps.push({ without: name(removed), was_better: name(index), becomes_better: name(other) });
      }
    }
  }
  return swaps;
}
