import { type Framed, frame } from './framing/frame.js';
import type { AnalyticProblem } from './problem.js';
import { type Dominated, dominatedOf } from './scoring/dominance.js';
import { evaluate, type Outcome } from './scoring/evaluate.js';
import { type RankedAlternative, rank } from './scoring/ranking.js';
import { type Warning, warningsOf } from './scoring/warnings.js';
import { leafWeights, type NodeWeight, nodeWeights } from './scoring/weights.js';

/** Everything that follows from a problem at little cost; only the simulation takes time. */
export interface Analysis {
  readonly problem: AnalyticProblem;
  readonly framed: Framed;
  readonly dominated: readonly Dominated[];
  readonly warnings: readonly Warning[];
  readonly nodeWeights: readonly NodeWeight[];
  /** Of the criteria of the matrix. */
  readonly weights: readonly number[];
  /** `null` where no alternative is left to rank. */
  readonly outcome: Outcome | null;
  /** Best first. */
  readonly ranking: readonly RankedAlternative[];
}

export function analyse(problem: AnalyticProblem): Analysis {
  const framed = frame(problem);
  const { matrix } = framed;
  const weighed = nodeWeights(framed.criteria, problem.weights.source);
  const weights = leafWeights(weighed);
  const outcome = matrix.alternatives.length === 0 ? null : evaluate(matrix, weights);
  const dominated = dominatedOf(matrix);
  return {
    problem,
    framed,
    dominated,
    warnings: warningsOf(problem, framed, outcome?.additive?.scales ?? []),
    nodeWeights: weighed,
    weights,
    outcome,
    ranking: outcome
      ? rank(
          matrix.alternatives,
          outcome,
          dominated.map(({ alternative }) => alternative),
        )
      : [],
  };
}
