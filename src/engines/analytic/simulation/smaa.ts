import type { DecisionMatrix, UncertainScore } from '../framing/decision-matrix.js';
import { chancesOf } from '../framing/figures.js';
import { at, keyed } from '../numbers/numbers.js';
import type { Outcome } from '../scoring/outcome.js';
import type { ValueLine } from '../scoring/piecewise.js';
import { valueScalesOf } from '../scoring/scales.js';
import type { Criterion } from '../problem/criteria.js';
import type { Robustness } from '../problem/problem.js';
import type { SmaaReport } from './smaa-report.js';
import type { DrawnScore, SmaaJob, SmaaResult, Variate } from './smaa-job.js';

/** A decision to simulate. */
export interface Simulated {
  readonly matrix: DecisionMatrix;
  readonly outcome: Outcome;
  readonly weights: readonly number[];
  readonly robustness: Robustness;
}

/** Criteria without weight do not affect the alternatives, so they take no part. */
export function smaaJob(simulated: Simulated): SmaaJob {
  const { matrix, weights, robustness } = simulated;
  const columns = weighed(weights);
  const { values, method, lines } = inputOf(simulated, columns);
  const { samples, seed, concentration } = robustness;
  return {
    values: values.map((row) => columns.map((column) => at(row, column))),
    method,
    drawn: matrix.uncertain
      .filter(({ criterion }) => columns.includes(criterion))
      .map((score) => drawn(score, { matrix, lines, columns })),
    weights: { kind: robustness.weights, base: columns.map((column) => at(weights, column)), concentration },
    samples,
    seed,
  };
}

interface Input extends Pick<SmaaJob, 'values' | 'method'> {
  /** Per criterion, what becomes of a score that is drawn. */
  readonly lines: readonly ValueLine[];
}

/**
 * Weighted sums are compared as such, which is fast; so is every method whose scores are sums of values that no drawn
 * score changes. Other methods evaluate each sample as a whole.
 */
function inputOf({ matrix, outcome }: Simulated, columns: readonly number[]): Input {
  const { additive } = outcome;
  const asItIs = matrix.criteria.map((): ValueLine => AS_IT_IS);
  if (additive && matrix.method.name === 'saw') {
    return { values: additive.values, method: null, lines: valueScalesOf(matrix).map(({ line }) => line) };
  }
  if (additive && matrix.uncertain.length === 0)
    return { values: additive.values, method: null, lines: asItIs };
  const { method, coefficients } = matrix;
  const criteria = columns.map((column) => at(matrix.criteria, column));
  return { values: matrix.scores, method: { criteria, method, coefficients }, lines: asItIs };
}

const AS_IT_IS: ValueLine = { points: [[0, 0], [1, 1]], goesOn: true }; // prettier-ignore

/** The result of a simulation by the names of alternatives and criteria. */
export function smaaReport({ matrix, weights, robustness }: Simulated, result: SmaaResult): SmaaReport {
  const { alternatives, criteria } = matrix;
  const columns = weighed(weights);
  const names = criteria.map(({ name }) => name);
  const others = (row: readonly number[], self: number) =>
    Object.fromEntries(
      alternatives.map((name, index) => [name, at(row, index)] as const).filter((_, index) => index !== self),
    );
  const spread = (central: readonly number[]) =>
    names.map((_, column) => central[columns.indexOf(column)] ?? 0);
  return {
    ...robustness,
    standard_error: 0.5 / Math.sqrt(robustness.samples),
    rank_acceptability: keyed(alternatives, result.rankAcceptability),
    central_weights: keyed(
      alternatives,
      result.centralWeights.map((central) => central && keyed(names, spread(central))),
    ),
    confidence: keyed(alternatives, result.confidence),
    pairwise: keyed(alternatives, result.pairwise.map(others)),
  };
}

function weighed(weights: readonly number[]): number[] {
  return [...weights.keys()].filter((column) => at(weights, column) > 0);
}

function drawn(
  { alternative, criterion, distribution }: UncertainScore,
  {
    matrix,
    lines,
    columns,
  }: Pick<Simulated, 'matrix'> & {
    readonly lines: readonly ValueLine[];
    readonly columns: readonly number[];
  },
): DrawnScore {
  const variate = variateOf(distribution, at(matrix.criteria, criterion));
  return { alternative, criterion: columns.indexOf(criterion), variate, value: at(lines, criterion) };
}

function variateOf(distribution: UncertainScore['distribution'], criterion: Criterion): Variate {
  if ('interval' in distribution) {
    const [from, to] = distribution.interval;
    return { kind: 'interval', from, to };
  }
  if ('normal' in distribution) {
    const [mean, deviation] = distribution.normal;
    return { kind: 'normal', mean, deviation };
  }
  if ('lognormal' in distribution) {
    const [mean, deviation] = distribution.lognormal;
    return { kind: 'lognormal', mean, deviation };
  }
  if ('beta' in distribution) {
    const [a, b, from, to] = distribution.beta;
    return { kind: 'beta', a, b, from, to };
  }
  if ('triangular' in distribution) {
    const [from, mode, to] = distribution.triangular;
    return { kind: 'triangular', from, mode, to };
  }
  const levels = chancesOf(distribution, criterion);
  return {
    kind: 'levels',
    values: levels.map(({ value }) => value),
    chances: levels.map(({ chance }) => chance),
  };
}
