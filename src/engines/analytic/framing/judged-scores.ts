import { leavesOf } from '../hierarchy.js';
import type { AnalyticProblem, Cell } from '../problem.js';
import { at } from '../scoring/numbers.js';
import { type Judged, judged } from '../weighting/pairwise/ahp.js';

/** The scores of a problem; where alternatives were judged in pairs, the local priorities that follow. */
export function cellsOf(problem: AnalyticProblem): readonly (readonly Cell[])[] {
  const columns = judgedByCriterion(problem);
  if (!columns) return problem.scores;
  return problem.alternatives.map((_, row) => columns.map(({ weights }) => at(weights, row)));
}

/** The results of judging the alternatives, criterion by criterion; `null` where there are scores. */
export function judgedByCriterion({ criteria, pairwise, method }: AnalyticProblem): readonly Judged[] | null {
  if (!pairwise || method.name !== 'ahp') return null;
  return leavesOf(criteria).map(({ criterion }) => judged(pairwise[criterion.name] ?? [[1]], method));
}
