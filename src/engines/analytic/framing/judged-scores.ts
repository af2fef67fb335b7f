import { leavesOf } from '../problem/hierarchy.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { Cell } from '../problem/scores.js';
import { at } from '../numbers/numbers.js';
import { type Judged, judged } from '../pairwise/ahp.js';

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
