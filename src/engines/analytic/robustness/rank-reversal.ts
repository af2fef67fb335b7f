import { isBetter } from '../scoring/compare.js';
import { challengers, type Evaluation } from '../scoring/evaluation.js';
import { valuesOf } from '../scoring/normalization.js';
import { at } from '../scoring/numbers.js';
import type { AnalyticProblem } from '../problem.js';
import { contributionsOf, scoresOf } from '../scoring/saw.js';

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

/**
 * Values that depend on the set of alternatives let the order of two depend on a third: tries each. Gives way to other
 * work in between, since a large problem takes a second.
 */
export async function rankReversal(
  problem: AnalyticProblem,
  evaluation: Evaluation,
  signal: AbortSignal,
): Promise<RankReversal> {
  if (isStructurallyFree(problem)) return { structural: true, swap_count: 0, swaps: [] };
  const bestFirst = [...problem.alternatives.keys()].sort(
    (a, b) => at(evaluation.scores, b) - at(evaluation.scores, a),
  );
  const swaps: Swap[] = [];
  let count = 0;
  for (const removed of challengers(evaluation)) {
    await new Promise(setImmediate);
    signal.throwIfAborted();
    const found = swapsWithout(problem, removed, { evaluation, bestFirst });
    count += found.length;
    swaps.push(...found.slice(0, MAX_SWAPS - swaps.length));
  }
  return { structural: false, swap_count: count, swaps };
}

function isStructurallyFree({ criteria, method }: AnalyticProblem): boolean {
  if (method.normalization === 'none') return true;
  const isLinear = method.normalization === 'bounds' || method.normalization === 'minmax';
  return isLinear && criteria.every(({ min }) => min !== null);
}

interface Before {
  readonly evaluation: Evaluation;
  readonly bestFirst: readonly number[];
}

function swapsWithout(problem: AnalyticProblem, removed: number, { evaluation, bestFirst }: Before): Swap[] {
  const rest = bestFirst.filter((alternative) => alternative !== removed);
  const values = valuesOf({ ...problem, scores: rest.map((index) => at(problem.scores, index)) });
  const scores = scoresOf(contributionsOf(values, evaluation.weights));
  const before = rest.map((alternative) => at(evaluation.scores, alternative));
  const nameAt = (position: number) => at(problem.alternatives, at(rest, position));
  return inversions(before, scores).map(([above, below]) => ({
    without: at(problem.alternatives, removed),
    was_better: nameAt(above),
    becomes_better: nameAt(below),
  }));
}

/** Positions of which the first was better before and the second is better after; `before` is sorted. */
function inversions(before: readonly number[], after: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const [above, score] of after.entries()) {
    for (let below = above + 1; below < after.length; below += 1) {
      const isInverted = isBetter(at(after, below), score) && isBetter(at(before, above), at(before, below));
      if (isInverted) found.push([above, below]);
    }
  }
  return found;
}
