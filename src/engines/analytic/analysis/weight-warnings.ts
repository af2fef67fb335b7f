import type { AnalyticProblem } from '../problem/problem.js';
import type { MethodName } from '../problem/method.js';
import { ACCEPTABLE_RATIO } from '../pairwise/consistency.js';
import type { Weighed } from '../weighting/weigh.js';

/** Codes of warnings about weights: see {@link Warning}. */
export type WeightWarningCode =
  | 'INCONSISTENT_JUDGMENTS'
  | 'JUDGMENTS_MISSING'
  | 'DATA_TELL_NOTHING'
  | 'FEW_ALTERNATIVES'
  | 'SPREAD_COUNTS_TWICE'
  | 'WEIGHT_ABOVE_HALF'
  | 'JUDGE_GIVES_NOTHING';

/** A warning about the weights, with the part of the problem it concerns. */
export type WeightWarning = Readonly<{ code: WeightWarningCode; path: string }>;

/** With fewer, correlations of columns are mostly due to chance. */
const ENOUGH_FOR_CORRELATIONS = 4;
/** They measure the spread of the scores themselves. */
const MEASURE_SPREAD: readonly MethodName[] = ['topsis', 'vikor'];

/** Warnings about the source of the weights. */
export function weightWarnings(problem: AnalyticProblem, weighed: Weighed, rows: number): WeightWarning[] {
  const { weights: source, kind, method } = problem;
  const warn = (code: WeightWarningCode, path: string, applies: boolean): WeightWarning[] =>
    applies ? [{ code, path }] : [];
  const { judged, data, judges } = weighed;
  const spreads = kind === 'ranking' && MEASURE_SPREAD.includes(method.name);
  return [
    ...warn(
      'INCONSISTENT_JUDGMENTS',
      'weights.judgments',
      (judged?.consistency.ratio ?? 0) > ACCEPTABLE_RATIO,
    ),
    ...warn(
      'JUDGMENTS_MISSING',
      'weights.judgments',
      source.source === 'ahp' && source.judgments.some((row) => row.includes(null)),
    ),
    ...(judges?.judges ?? []).flatMap(({ judged: own }, index) =>
      warn(
        'INCONSISTENT_JUDGMENTS',
        `weights.judges[${index}].judgments`,
        (own?.consistency.ratio ?? 0) > ACCEPTABLE_RATIO,
      ),
    ),
    ...(source.source === 'judges' && source.aggregate === 'geometric_mean' ? source.judges : []).flatMap(
      ({ weights }, index) =>
        warn('JUDGE_GIVES_NOTHING', `weights.judges[${index}].weights`, weights?.includes(0) === true),
    ),
    ...warn('DATA_TELL_NOTHING', 'scores', data?.information.every((amount) => amount === 0) === true),
    ...warn('FEW_ALTERNATIVES', 'alternatives', source.source === 'critic' && rows < ENOUGH_FOR_CORRELATIONS),
    ...warn('SPREAD_COUNTS_TWICE', 'weights.source', data !== null && spreads),
    ...warn(
      'WEIGHT_ABOVE_HALF',
      'weights.source',
      data !== null && data.weights.length > 2 && Math.max(...data.weights) > 0.5,
    ),
  ];
}
