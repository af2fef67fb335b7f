import { mostCriticalCriterion } from './critical-criterion.js';
import type { Evaluation } from '../scoring/evaluation.js';
import { at, keyed } from '../scoring/numbers.js';
import type { AnalyticProblem } from '../problem.js';
import { rankReversal } from './rank-reversal.js';
import type { RobustnessReport, SmaaReport } from '../report/result.js';
import type { SmaaResult, SmaaSampler } from './smaa-sampler.js';
import { weightIntervals } from './weight-intervals.js';
import { smallestWeightShift } from './weight-shift.js';

/** What it would take to change the outcome. */
export async function robustnessOf(
  problem: AnalyticProblem,
  evaluation: Evaluation,
  sampler: SmaaSampler,
  signal: AbortSignal,
): Promise<RobustnessReport> {
  const shift = smallestWeightShift(evaluation);
  const critical = mostCriticalCriterion(evaluation);
  const { samples, seed } = problem.robustness;
  const smaa = samples === 0 ? null : await sampler({ values: evaluation.values, samples, seed }, signal);
  return {
    weight_intervals: weightIntervals(evaluation).map((interval, index) => ({
      criterion: at(problem.criteria, index).name,
      weight: at(evaluation.weights, index),
      ...interval,
    })),
    weight_margin: shift?.amount ?? null,
    nearest_challenger: shift && at(problem.alternatives, shift.challenger),
    most_critical_criterion: critical === null ? null : at(problem.criteria, critical).name,
    smaa: smaa && smaaReport(problem, smaa),
    rank_reversal: await rankReversal(problem, evaluation, signal),
  };
}

function smaaReport({ alternatives, criteria, robustness }: AnalyticProblem, result: SmaaResult): SmaaReport {
  const names = criteria.map(({ name }) => name);
  const others = (row: readonly number[], self: number) =>
    Object.fromEntries(
      alternatives.map((name, index) => [name, at(row, index)] as const).filter((_, index) => index !== self),
    );
  return {
    ...robustness,
    standard_error: 0.5 / Math.sqrt(robustness.samples),
    rank_acceptability: keyed(alternatives, result.rankAcceptability),
    central_weights: keyed(
      alternatives,
      result.centralWeights.map((weights) => weights && keyed(names, weights)),
    ),
    pairwise: keyed(alternatives, result.pairwise.map(others)),
  };
}
