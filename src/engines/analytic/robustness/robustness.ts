import { type DecisionMatrix, without } from '../framing/decision-matrix.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { RobustnessReport } from './robustness-report.js';
import type { SmaaReport } from '../simulation/smaa-report.js';
import { isAffordable } from '../methods/cost.js';
import { evaluate } from '../methods/evaluate.js';
import type { Outcome } from '../scoring/outcome.js';
import type { Evaluation } from '../scoring/evaluation.js';
import { at } from '../numbers/numbers.js';
import { breakEvens } from './break-evens/break-even.js';
import { mostCriticalCriterion } from './critical-criterion.js';
import { oneStep } from './one-step.js';
import { probeOf } from './probe.js';
import { rankReversal } from './rank-reversal.js';
import { judgesReport } from './score-judges.js';
import { weightIntervals } from './weight-intervals.js';
import { smallestWeightShift } from './weight-shift.js';
import { widerScales } from './wider-scales.js';

/** A decision whose outcome is known. */
export interface Decided {
  readonly problem: AnalyticProblem;
  readonly matrix: DecisionMatrix;
  readonly weights: readonly number[];
  readonly outcome: Outcome;
  /** The recommended alternative. */
  readonly best: number;
}

/** What it would take to change the outcome. */
export async function robustnessOf(
  decided: Decided,
  smaa: SmaaReport | null,
  signal: AbortSignal,
): Promise<RobustnessReport> {
  const { matrix, weights, outcome, best } = decided;
  const probe = probeOf(matrix, weights, outcome.additive);
  const isTried = isAffordable(matrix);
  return {
    ...weightSensitivity(decided),
    without_recommended: withoutRecommended(decided),
    wider_scales:
      outcome.additive && outcome.additive.scales.length > 0
        ? widerScales(matrix, outcome.additive, best)
        : [],
    break_evens: isTried ? await breakEvens(matrix, outcome.ranks, { probe, best, signal }) : [],
    one_step: isTried
      ? await oneStep(matrix, outcome.ranks, { probe, signal })
      : { tried: 0, turning: 0, steps: [] },
    smaa,
    rank_reversal: await rankReversal({ matrix, weights, ranks: outcome.ranks, best }, signal),
    judges: await judgesReport({ ...decided, ranks: outcome.ranks }, signal),
  };
}

type WeightSensitivity = Pick<
  RobustnessReport,
  'weight_intervals' | 'weight_margin' | 'nearest_challenger' | 'most_critical_criterion'
>;

/** In closed form, for weighted sums. */
function weightSensitivity({ matrix, weights, outcome, best }: Decided): WeightSensitivity {
  const { alternatives, criteria } = matrix;
  if (!outcome.additive) {
    return {
      weight_intervals: [],
      weight_margin: null,
      nearest_challenger: null,
      most_critical_criterion: null,
    };
  }
  const { values, scores, sizes } = outcome.additive;
  const evaluation: Evaluation = { values, weights, scores, sizes, best };
  const shift = smallestWeightShift(evaluation);
  const critical = mostCriticalCriterion(evaluation);
  return {
    weight_intervals: weightIntervals(evaluation).map((interval, index) => ({
      criterion: at(criteria, index).name,
      weight: at(weights, index),
      ...interval,
    })),
    weight_margin: shift?.amount ?? null,
    nearest_challenger: shift && at(alternatives, shift.challenger),
    most_critical_criterion: critical === null ? null : at(criteria, critical).name,
  };
}

function withoutRecommended({ matrix, weights, best }: Decided): readonly string[] {
  const rest = without(matrix, best);
  const { ranks } = evaluate(rest, weights);
  return rest.alternatives.filter((_, index) => ranks[index] === 1);
}
