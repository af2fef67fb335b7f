import type { Framed } from '../framing/frame.js';
import { isUnbounded } from '../framing/figures.js';
import { nodesOf } from '../problem/hierarchy.js';
import type { MethodWarningCode } from './method-warnings.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { WeightWarningCode } from './weight-warnings.js';
import { at } from '../numbers/numbers.js';
import { isConstant, type Scale } from '../scoring/scales.js';

/**
 * What a reader of the result should beware of.
 *
 * - `SINGLE_ALTERNATIVE`: there is nothing to compare.
 * - `ALL_EXCLUDED`: no alternative meets all requirements.
 * - `EXCLUDED`: an alternative does not meet a requirement and is not ranked.
 * - `RANGE_FROM_DATA`: values are relative to the scores at hand; another alternative can change them all.
 * - `CONSTANT_CRITERION`: all alternatives score the same on it, so it decides nothing.
 * - `WEIGHTS_IGNORED`: a weight is given and the weights used come from elsewhere.
 * - `MISSING_CRITERION_DROPPED`, `MISSING_ALTERNATIVE_DROPPED`: left out because a score is missing.
 * - `MISSING_SUBSTITUTED`: a missing score was replaced as the problem asks.
 * - `OUTSIDE_POINTS`: a score lies outside the points of the value function and counts as the nearest of them.
 * - `CUT_AT_BOUNDS`: a distribution goes beyond the declared bounds, where it counts as the bound.
 * - `REQUIREMENT_UNCERTAIN`: a requirement was judged by the mean of a score that is not known for sure.
 * - `ALTERNATIVES_EQUAL`: all alternatives are the same on every criterion.
 * - `ZERO_MATTERS`: negative scores, under a method that measures from zero: another unit can change the order.
 * - `OUTRANKING_CYCLE`: alternatives outrank each other in a circle.
 * - `INCONSISTENT_JUDGMENTS`: pairwise judgments contradict each other more than is accepted.
 * - `JUDGMENTS_MISSING`: pairs nobody judged were taken to be what the others imply.
 * - `JUDGE_GIVES_NOTHING`: one judge gives a criterion nothing, so under the geometric mean it gets nothing of all.
 * - `DATA_TELL_NOTHING`: weights from the scores, which tell no alternatives apart: all criteria weigh the same.
 * - `FEW_ALTERNATIVES`: correlations of so few scores are mostly chance.
 * - `SPREAD_COUNTS_TWICE`: weights from the scores, under a method that measures their spread once more.
 * - `WEIGHT_ABOVE_HALF`: a weight from the scores is more than half of all.
 */
export type Warning = Readonly<{ code: WarningCode; path: string }>;

/** Every code a warning may have. */
export type WarningCode =
  | MethodWarningCode
  | WeightWarningCode
  | 'SINGLE_ALTERNATIVE'
  | 'ALL_EXCLUDED'
  | 'EXCLUDED'
  | 'RANGE_FROM_DATA'
  | 'CONSTANT_CRITERION'
  | 'WEIGHTS_IGNORED'
  | 'MISSING_CRITERION_DROPPED'
  | 'MISSING_ALTERNATIVE_DROPPED'
  | 'MISSING_SUBSTITUTED'
  | 'OUTSIDE_POINTS'
  | 'CUT_AT_BOUNDS'
  | 'REQUIREMENT_UNCERTAIN';

/** @param scales of the criteria of the matrix; empty where nothing is left to compare */
export function warningsOf(problem: AnalyticProblem, framed: Framed, scales: readonly Scale[]): Warning[] {
  const { matrix } = framed;
  const isSingle = matrix.alternatives.length === 1;
  const columns = matrix.alternatives.length === 0 ? [] : [...matrix.criteria.keys()];
  // Other methods check by themselves whether a criterion is constant.
  const isOurs = scales.length > 0 || problem.kind === 'weights';
  const perCriterion = (code: WarningCode, applies: (column: number) => boolean): Warning[] =>
    columns.filter(applies).map((column) => ({ code, path: at(matrix.paths, column) }));
  const areIgnored =
    problem.weights.source !== 'given' && nodesOf(problem.criteria).some(([{ weight }]) => weight !== null);
  return [
    ...(isSingle ? [{ code: 'SINGLE_ALTERNATIVE', path: 'alternatives' } as const] : []),
    ...exclusions(problem, framed),
    ...perCriterion('RANGE_FROM_DATA', (column) => scales[column]?.range === 'data'),
    ...perCriterion('CONSTANT_CRITERION', (column) => isOurs && !isSingle && isConstant(matrix, column)),
    ...(areIgnored ? [{ code: 'WEIGHTS_IGNORED', path: 'weights.source' } as const] : []),
    ...gaps(problem, framed),
    ...perCriterion('OUTSIDE_POINTS', (column) => isOutsidePoints(framed, column)),
    ...perCriterion('CUT_AT_BOUNDS', (column) => isCut(framed, column)),
    ...perCriterion('REQUIREMENT_UNCERTAIN', (column) => isJudgedByMean(framed, column)),
  ];
}

function exclusions({ kind, alternatives }: AnalyticProblem, { matrix, excluded }: Framed): Warning[] {
  const named = excluded.map(({ alternative }): Warning => ({
    code: 'EXCLUDED',
    path: `alternatives[${alternatives.indexOf(alternative)}]`,
  }));
  return matrix.alternatives.length === 0 && kind === 'ranking'
    ? [{ code: 'ALL_EXCLUDED', path: 'alternatives' }, ...named]
    : named;
}

function gaps({ alternatives, criteria }: AnalyticProblem, { dropped, substituted }: Framed): Warning[] {
  const pathOf = new Map(nodesOf(criteria).map(([{ name }, path]) => [name, path]));
  return [
    ...dropped.criteria.map((name): Warning => ({
      code: 'MISSING_CRITERION_DROPPED',
      path: pathOf.get(name) ?? 'criteria',
    })),
    ...dropped.alternatives.map((name): Warning => ({
      code: 'MISSING_ALTERNATIVE_DROPPED',
      path: `alternatives[${alternatives.indexOf(name)}]`,
    })),
    ...substituted.map((path): Warning => ({ code: 'MISSING_SUBSTITUTED', path })),
  ];
}

function isOutsidePoints({ matrix }: Framed, column: number): boolean {
  const points = at(matrix.criteria, column).value;
  const [first, last] = [points?.[0]?.[0] ?? -Infinity, points?.at(-1)?.[0] ?? Infinity];
  return matrix.scores.some((row) => at(row, column) < first || at(row, column) > last);
}

function isCut({ matrix }: Framed, column: number): boolean {
  const { min, max, value } = at(matrix.criteria, column);
  const { method } = matrix;
  const isLinear =
    method.name === 'saw' && (method.normalization === 'bounds' || method.normalization === 'minmax');
  const hasEnds = value !== null || (isLinear && min !== null && max !== null);
  return hasEnds && uncertainOn(matrix, column).some(({ distribution }) => isUnbounded(distribution));
}

function isJudgedByMean({ matrix }: Framed, column: number): boolean {
  return at(matrix.criteria, column).requirements !== null && uncertainOn(matrix, column).length > 0;
}

function uncertainOn({ uncertain }: Framed['matrix'], column: number): Framed['matrix']['uncertain'] {
  return uncertain.filter(({ criterion }) => criterion === column);
}
