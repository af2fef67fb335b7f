import type { Analysis } from '../../analysis/analysis.js';
import type { Measure } from '../../scoring/outcome.js';
import type { SampledWeights } from '../../problem/problem.js';
import type { WeightSource } from '../../problem/weighting.js';
import type { RankedAlternative } from '../../numbers/ranking.js';
import type { RobustnessReport } from '../../robustness/robustness-report.js';

/** A lead below this part of the larger score may be due to small mistakes in the scores. */
export const CLEAR_MARGIN = 0.1;
/** A lead of exactly a tenth may come out a little below: 1 - 0.9 is less than 0.1. */
const ROUNDING = 1e-12;
/** The winner should be first under at least this part of the weights around the given ones. */
export const CLEAR_ACCEPTABILITY = 0.5;

/** The lead of the best over the one after it. */
export interface Podium {
  readonly best: RankedAlternative;
  readonly runnerUp: RankedAlternative | null;
  readonly margin: Readonly<{ absolute: number; relative: number }> | null;
}

/** The first two of a ranking and what is between them. */
export function podiumOf({ ranking, outcome, framed }: Ranked): Podium {
  const [best, runnerUp] = ranking;
  if (!best) throw new RangeError('A ranking has at least one alternative');
  if (!runnerUp) return { best, runnerUp: null, margin: null };
  const places = [best, runnerUp].map(({ alternative }) => framed.matrix.alternatives.indexOf(alternative));
  const sizes = places.map((place) => outcome?.sizes[place] ?? 0);
  return {
    best,
    runnerUp,
    margin: marginOf(best.score, runnerUp.score, { measure: outcome?.measure, sizes }),
  };
}

type Ranked = Pick<Analysis, 'ranking' | 'outcome' | 'framed'>;

/** Why a lead is not a clear win. */
export type Doubt = 'scale_from_data' | 'others_decide' | 'small_lead' | 'rule_of_method' | 'weights';

/** What is known about a first place besides the ranking. */
export interface Evidence {
  readonly robustness: RobustnessReport | null;
  readonly source: WeightSource;
  /** The method's own rule for a clear first place, if it has one. */
  readonly isClear: boolean | null;
}

/** What speaks against calling the first place clear; empty also where there are not two alternatives to compare. */
export function doubtsOf(
  { best, runnerUp, margin }: Podium,
  { robustness, source, isClear }: Evidence,
): Doubt[] {
  if (!runnerUp) return [];
  const isSmall = isClear === null && margin !== null && margin.relative < CLEAR_MARGIN - ROUNDING;
  return [
    ...(robustness && robustness.wider_scales.length > 0 ? ['scale_from_data' as const] : []),
    ...(robustness && robustness.rank_reversal.first_place.length > 0 ? ['others_decide' as const] : []),
    ...(isSmall ? ['small_lead' as const] : []),
    ...(isClear === false ? ['rule_of_method' as const] : []),
    ...(firstShare(best.alternative, robustness, source) < CLEAR_ACCEPTABILITY ? ['weights' as const] : []),
  ];
}

/** Whether one alternative is first, ahead of another, and nothing speaks against it. */
export function isClearWinner(podium: Podium, doubts: readonly Doubt[]): boolean {
  return podium.runnerUp !== null && podium.best.tied_with.length === 0 && doubts.length === 0;
}

/** The part of the possible weights under which an alternative is first; 1 if none were sampled. */
function firstShare(alternative: string, robustness: RobustnessReport | null, source: WeightSource): number {
  const { smaa } = robustness ?? {};
  if (!smaa || !concernsTheWeights(smaa.weights, source)) return 1;
  return smaa.rank_acceptability[alternative]?.[0] ?? 1;
}

/**
 * Whether the drawn weights are those that may be meant: uniform ones are so only where nothing was said about the
 * weights.
 */
function concernsTheWeights(drawn: SampledWeights, source: WeightSource): boolean {
  return drawn === 'around_given' || drawn === 'given' || (drawn === 'uniform' && source === 'equal');
}

/** The lead, never negative, whether more or less is better. `null` where the method has no scores. */
function marginOf(
  best: number | null,
  runnerUp: number | null,
  { measure = 'scores', sizes }: { measure: Measure | undefined; sizes: readonly number[] },
): Podium['margin'] {
  if (best === null || runnerUp === null) return null;
  const absolute = Math.abs(best - runnerUp);
  const whole = { scores: Math.max(Math.abs(best), Math.abs(runnerUp)), one: 1, sizes: Math.max(...sizes) };
  const part = measure === 'logarithms' ? 1 - 10 ** -absolute : absolute / whole[measure];
  return { absolute, relative: absolute === 0 ? 0 : Math.min(1, part) };
}
