import type { JsonObject } from '../../../decisions/domain/json.js';
import { explain } from './explanation.js';
import { scalesOf, valuesOf } from '../scoring/normalization.js';
import { at, keyed } from '../scoring/numbers.js';
import type { AnalyticProblem, Matrix } from '../problem.js';
import { isClearWinner, podiumOf } from './recommendation.js';
import type { AnalyticResult, WeightReport } from './result.js';
import { contributionsOf } from '../scoring/saw.js';
import { outputOf } from '../step-outputs.js';

/** Puts together what the steps have found. */
export function report(problem: AnalyticProblem, outputs: JsonObject): AnalyticResult {
  const { weights } = outputOf(outputs, 'weigh');
  const { ranking } = outputOf(outputs, 'score');
  const { robustness } = outputOf(outputs, 'stress');
  const podium = podiumOf(ranking);
  const { best, runnerUp, margin } = podium;
  const contributions = contributionsOf(valuesOf(problem), weights);
  const criteria = problem.criteria.map(({ name }) => name);
  const findings = {
    recommended: best.alternative,
    runner_up: runnerUp?.alternative ?? null,
    clear_winner: isClearWinner(podium, robustness),
    margin,
    ranking,
    contributions: keyed(
      problem.alternatives,
      contributions.map((row) => keyed(criteria, row)),
    ),
    head_to_head: runnerUp
      ? headToHead(problem, contributions, [best.alternative, runnerUp.alternative])
      : [],
    weights: weightReport(problem, weights),
    dominated: outputOf(outputs, 'frame').dominated,
    robustness,
    details: { scales: scalesOf(problem) },
    method: problem.method,
    warnings: outputOf(outputs, 'frame').warnings,
  };
  return { ...findings, explanation: explain(findings, problem) };
}

function headToHead(
  { alternatives, criteria }: AnalyticProblem,
  contributions: Matrix,
  names: readonly [best: string, runnerUp: string],
): AnalyticResult['head_to_head'] {
  const [best, runnerUp] = names.map((name) => at(contributions, alternatives.indexOf(name)));
  return criteria.map(({ name }, index) => ({
    criterion: name,
    difference: at(best ?? [], index) - at(runnerUp ?? [], index),
  }));
}

function weightReport({ criteria, weights }: AnalyticProblem, used: readonly number[]): WeightReport {
  const given = criteria.flatMap(({ name, weight }) => (weight === null ? [] : [[name, weight] as const]));
  return {
    given: given.length === 0 ? null : Object.fromEntries(given),
    used: keyed(
      criteria.map(({ name }) => name),
      used,
    ),
    source: weights.source,
    consistency_ratio: null,
  };
}
