import { judgedByCriterion } from '../../framing/judged-scores.js';
import { leavesOf } from '../../problem/hierarchy.js';
import type { JsonObject } from '../../../../decisions/domain/json.js';
import type { AnalyticProblem } from '../../problem/problem.js';
import { at, keyed } from '../../numbers/numbers.js';

/** How far the judgments of the alternatives contradict each other, by criterion; empty where there are none. */
export function consistencyDetails(problem: AnalyticProblem): JsonObject {
  const judged = judgedByCriterion(problem);
  if (!judged) return {};
  const names = leavesOf(problem.criteria).map(({ criterion }) => criterion.name);
  const reports = judged.map(({ consistency, worst }) => ({
    lambda_max: consistency.lambdaMax,
    consistency_index: consistency.index,
    consistency_ratio: consistency.ratio,
    worst_judgment: worst && {
      alternative: at(problem.alternatives, worst.row),
      over: at(problem.alternatives, worst.column),
      judgment: worst.judgment,
      implied: worst.implied,
      suggested: worst.suggested,
      consistency_ratio: worst.ratioAfter,
    },
  }));
  return { consistency: keyed(names, reports) };
}
