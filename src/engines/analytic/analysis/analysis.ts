import { type Framed, frame } from '../framing/frame.js';
import type { AnalyticProblem } from '../problem/problem.js';
import { type Dominated, dominatedOf } from '../scoring/dominance.js';
import { evaluate } from '../methods/evaluate.js';
import { methodWarnings } from './method-warnings.js';
import type { Method } from '../problem/method.js';
import type { Outcome } from '../scoring/outcome.js';
import { type RankedAlternative, rank } from '../numbers/ranking.js';
import { type Warning, warningsOf } from './warnings.js';
import { weightWarnings } from './weight-warnings.js';
import { type Weighed, weigh } from '../weighting/weigh.js';

/** Everything that follows from a problem at little cost; only the simulation is expensive. */
export interface Analysis {
  readonly problem: AnalyticProblem;
  readonly framed: Framed;
  readonly dominated: readonly Dominated[];
  readonly warnings: readonly Warning[];
  readonly weighed: Weighed;
  /** Of the criteria of the matrix; sum to 1. */
  readonly weights: readonly number[];
  /** `null` where no alternative is left to rank. */
  readonly outcome: Outcome | null;
  /** Best first. */
  readonly ranking: readonly RankedAlternative[];
}

/** Frames, weighs, evaluates and ranks; the same for the same problem, and without waiting. */
export function analyse(problem: AnalyticProblem): Analysis {
  const framed = frame(problem);
  const { matrix } = framed;
  const weighed = weigh(problem, framed);
  const isRanked = problem.kind === 'ranking' && matrix.alternatives.length > 0;
  const outcome = isRanked ? evaluate(matrix, weighed.weights) : null;
  const dominated = isMonotone(matrix.method) ? dominatedOf(matrix) : [];
  return {
    problem,
    framed,
    dominated,
    warnings: [
      ...warningsOf(problem, framed, outcome?.additive?.scales ?? []),
      ...weightWarnings(problem, weighed, matrix.alternatives.length),
      ...(outcome ? methodWarnings(problem, framed, outcome) : []),
    ],
    weighed,
    weights: weighed.weights,
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

/** Whether better scores can never make the result worse: not so where the ideal is a point in between. */
function isMonotone(method: Method): boolean {
  return method.name !== 'spotis' || method.expected_solution_point === null;
}
