import type { CriterionNode } from './criteria.js';
import type { Aggregate, Judgments } from './judgments.js';
import type { Method } from './method.js';
import type { Cell, MissingPolicy, ScoreJudge } from './scores.js';
import type { Weighting } from './weighting.js';

/** What a problem may ask for. */
export const KINDS = ['ranking', 'weights'] as const;

/** The names of what the simulation draws: see {@link SampledWeights}. */
export const WEIGHTINGS = ['around_given', 'uniform', 'ordinal', 'given'] as const;

/** What may count as the answer of a person who gives none. */
export const ON_EXPIRY = ['fail', 'approve', 'reject'] as const;

/**
 * Which weights the simulation draws.
 *
 * - `around_given`: Dirichlet around the weights used, the closer the higher the `concentration`. The default.
 * - `uniform`: all weights are as likely as each other; the default where nothing was said of the weights.
 * - `ordinal`: uniform among those with the same order of importance as the weights used.
 * - `given`: the weights used, always; for uncertain scores.
 */
export type SampledWeights = (typeof WEIGHTINGS)[number];

/** `samples: 0` leaves the simulation out. */
export type Robustness = Readonly<{
  samples: number;
  seed: number;
  weights: SampledWeights;
  concentration: number;
}>;

/** When a person is to look at the recommendation before it is the decision. */
export type Human = Readonly<{
  review: 'always' | 'never' | Readonly<{ when: Readonly<{ clear_winner: boolean }> }>;
  /** How long a review is waited for; `null` for as long as it takes. */
  deadline_s: number | null;
  /** What counts as the answer if nobody gives one in time; with `fail` the process fails. */
  on_expiry: (typeof ON_EXPIRY)[number];
  /** The person who started the process may not review it. */
  four_eyes: boolean;
}>;

/** A problem as `parseProblem` answers it: complete, with every default filled in, and `null` for what is absent. */
export type AnalyticProblem = Readonly<{
  /** `weights`: only weights are wanted, and there may be nothing to rank. */
  kind: (typeof KINDS)[number];
  alternatives: readonly string[];
  criteria: readonly CriterionNode[];
  /** A row per alternative, a column per criterion; those of a hierarchy in the order in which it is written. */
  scores: readonly (readonly Cell[])[];
  /** Who the scores are of, where they are those of several people together. */
  judges: readonly ScoreJudge[] | null;
  /** How theirs became one set; `null` without judges. */
  aggregate: Aggregate | null;
  /** By criterion, judgments of the alternatives; then `scores` is empty. */
  pairwise: Readonly<Record<string, Judgments>> | null;
  missing: MissingPolicy;
  method: Method;
  /** Methods to compare the ranking with. */
  compare: readonly Method[];
  weights: Weighting;
  robustness: Robustness;
  /** `null` where nobody is asked. */
  human: Human | null;
}>;
