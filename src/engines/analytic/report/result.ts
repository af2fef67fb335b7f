import type { Dominated } from '../scoring/dominance.js';
import type { Scale } from '../scoring/normalization.js';
import type { Method, WeightSource } from '../problem.js';
import type { RankReversal } from '../robustness/rank-reversal.js';
import type { RankedAlternative } from '../scoring/ranking.js';
import type { Warning } from '../scoring/warnings.js';

/** What the last step answers. Scores are in full precision; the same problem and seed give the same bytes. */
export type AnalyticResult = Readonly<{
  recommended: string;
  runner_up: string | null;
  /**
   * Alone in first place, ahead by at least a tenth of the larger score, and first under at least half of all
   * weightings where these were sampled.
   */
  clear_winner: boolean;
  /** The lead over the runner-up, and the same as a part of the larger of both scores. */
  margin: Readonly<{ absolute: number; relative: number }> | null;
  ranking: readonly RankedAlternative[];
  /** Alternative to criterion to weighted value; those of one alternative sum to its score. */
  contributions: NumberTable;
  /** What the best gains on the runner-up by criterion; sums to the margin. */
  head_to_head: readonly Readonly<{ criterion: string; difference: number }>[];
  weights: WeightReport;
  dominated: readonly Dominated[];
  /** `null` where there is one alternative only. */
  robustness: RobustnessReport | null;
  details: Readonly<{ scales: readonly Scale[] }>;
  method: Method;
  warnings: readonly Warning[];
  /** Plain English for those who decide. */
  explanation: string;
}>;

/** A result before it is put into words. */
export type Findings = Omit<AnalyticResult, 'explanation'>;

export type Numbers = Readonly<Record<string, number>>;
export type NumberTable = Readonly<Record<string, Numbers>>;

export type WeightReport = Readonly<{
  /** As in the problem; `null` if it has none. */
  given: Numbers | null;
  used: Numbers;
  source: WeightSource;
  /** Of pairwise judgements, which no source of weights is made of yet. */
  consistency_ratio: null;
}>;

export type RobustnessReport = Readonly<{
  weight_intervals: readonly Readonly<{ criterion: string; weight: number; from: number; to: number }>[];
  /** The smallest part of all weight that has to move for another alternative to draw level; `null` if none can. */
  weight_margin: number | null;
  /** The alternative that would draw level then. */
  nearest_challenger: string | null;
  most_critical_criterion: string | null;
  smaa: SmaaReport | null;
  rank_reversal: RankReversal;
}>;

export type SmaaReport = Readonly<{
  samples: number;
  seed: number;
  /** Of every share below, at most. */
  standard_error: number;
  rank_acceptability: Readonly<Record<string, readonly number[]>>;
  central_weights: Readonly<Record<string, Numbers | null>>;
  pairwise: NumberTable;
}>;
