import type { DecisionMatrix, UncertainScore } from '../framing/decision-matrix.js';
import { chancesOf } from '../framing/figures.js';
import { at, keyed } from '../scoring/numbers.js';
import type { ValueScale } from '../scoring/scales.js';
import type { Criterion, Matrix, Robustness } from '../problem.js';
import type { SmaaReport } from '../report/result.js';
import type { DrawnScore, SmaaJob, SmaaResult, Variate } from './smaa-job.js';

/** A decision to simulate. */
export interface Simulated {
  readonly matrix: DecisionMatrix;
  readonly values: Matrix;
  readonly scales: readonly ValueScale[];
  readonly weights: readonly number[];
  readonly robustness: Robustness;
}

/** Criteria without weight say nothing of the alternatives, so they take no part. */
export function smaaJob({ matrix, values, scales, weights, robustness }: Simulated): SmaaJob {
  const columns = weighed(weights);
  const { samples, seed, concentration } = robustness;
  return {
    values: values.map((row) => columns.map((column) => at(row, column))),
    drawn: matrix.uncertain
      .filter(({ criterion }) => columns.includes(criterion))
      .map((score) => drawn(score, { matrix, scales, columns })),
    weights: { kind: robustness.weights, base: columns.map((column) => at(weights, column)), concentration },
    samples,
    seed,
  };
}

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
  { matrix, scales, columns }: Pick<Simulated, 'matrix' | 'scales'> & { readonly columns: readonly number[] },
): DrawnScore {
  const variate = variateOf(distribution, at(matrix.criteria, criterion));
  return { alternative, criterion: columns.indexOf(criterion), variate, value: at(scales, criterion).line };
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
