import type { JsonObject } from '../../../../decisions/domain/json.js';
import type { Excluded } from '../../framing/requirements.js';
import type { Method } from '../../problem/method.js';
import type { Comparison } from '../../methods/comparison.js';
import type { AnalyticProblem } from '../../problem/problem.js';
import type { WeightSource } from '../../problem/weighting.js';
import type { WeightFindings } from '../../weighting/weight-findings.js';
import type { RobustnessReport } from '../../robustness/robustness-report.js';
import type { Dominated } from '../../scoring/dominance.js';
import type { NumberTable, Numbers } from '../../numbers/named-numbers.js';
import type { RankedAlternative } from '../../numbers/ranking.js';
import type { Warning } from '../../analysis/warnings.js';

/** What the last step answers. Scores have full precision; the same problem and seed give the same bytes. */
export type AnalyticResult = Readonly<{
  kind: AnalyticProblem['kind'];
  /** `null` where no alternative meets all requirements, or only weights were asked for. */
  recommended: string | null;
  runner_up: string | null;
  /**
   * Alone in first place, ahead by at least a tenth of the larger score, first under at least half of the weights
   * around the given ones, still first where scales made of the scores at hand are wider, and first whichever other
   * alternative leaves, as far as that was tried.
   */
  clear_winner: boolean;
  /**
   * The lead over the runner-up, and the same as a part of the larger of both scores; of flows (PROMETHEE II) and of VIKOR of 1, of
   * MOORA of what benefits and costs add up to, of the logarithm of a product of the product.
   */
  margin: Readonly<{ absolute: number; relative: number }> | null;
  ranking: readonly RankedAlternative[];
  /** Alternatives that do not meet a requirement, and why. */
  excluded: readonly Excluded[];
  /**
   * Alternative to criterion to weighted value; those of one alternative sum to its score, of a product to the
   * logarithm of it. Empty where scores are no sums.
   */
  contributions: NumberTable;
  /** What the best gains on the runner-up by criterion; sums to the margin. */
  head_to_head: readonly HeadToHead[];
  weights: WeightReport;
  dominated: readonly Dominated[];
  /** `null` where there is one alternative only. */
  robustness: RobustnessReport | null;
  details: Details;
  /** With the methods named in `compare`; `null` where none are. */
  comparison: Comparison | null;
  /** `null` where only weights were asked for. */
  method: Method | null;
  warnings: readonly Warning[];
  /** The reviewer's decision on the recommendation; `null` where nobody was asked. */
  review: Review | null;
  /** Plain English for those who decide. */
  explanation: string;
  /** The same with headings and tables. */
  explanation_markdown: string;
}>;

/** What a person decided on the recommendation. */
export type Review = Readonly<{
  outcome: 'approve' | 'choose' | 'reject';
  /** The alternative that is decided on; `null` where none is. */
  decided: string | null;
  /** `null` where nobody has to say who they are, and where nobody has answered. */
  by: string | null;
  /** ISO 8601, UTC. */
  at: string;
  comment: string | null;
  /** True if nobody has answered in time: this is what counts as the answer instead. */
  expired: boolean;
}>;

/** A result before it is put into words. */
export type Findings = Omit<AnalyticResult, 'review' | 'explanation' | 'explanation_markdown'>;

/** On one criterion, the recommended alternative against the runner-up. */
export type HeadToHead = Readonly<{
  criterion: string;
  /** Of the weighted values. */
  difference: number;
  /** The scores as given; the mean of an uncertain one. */
  score: number;
  runner_up_score: number;
}>;

/**
 * Results of the method. For weighted sums `scales` (by criterion) and `values`, for a hierarchy `branches` (see {@link
 * BranchReport}); every other method has its own.
 */
export type Details = JsonObject;

/** The weight of a criterion or branch of a hierarchy. */
export type BranchReport = Readonly<{
  criterion: string;
  parent: string | null;
  /** The criteria and branches right below it. */
  criteria: readonly string[];
  /** Among its siblings, and in total. */
  local_weight: number;
  weight: number;
  /** Per alternative the sum of the contributions below it. */
  contributions: Numbers;
}>;

/** The weights used, where they come from and what was found of their source. */
export type WeightReport = WeightFindings &
  Readonly<{
    /** As in the problem; `null` if it has none. */
    given: Numbers | null;
    /** Of the criteria with scores; they sum to 1. */
    used: Numbers;
    source: WeightSource;
  }>;
