import type { Direction } from './matrix.js';
import type { Method } from './methods/method.js';
import type { Preference } from './methods/outranking/preference.js';
import type { Thresholds } from './methods/outranking/thresholds.js';
import type { CRITIC_VARIANTS } from './weighting/data/critic.js';
import type { ENTROPY_VARIANTS } from './weighting/data/entropy.js';
import type { Aggregate } from './weighting/judges/aggregate.js';
import type { RandomIndexTable } from './weighting/pairwise/consistency.js';
import type { Judgments } from './weighting/pairwise/judgments.js';
import type { PriorityMethod } from './weighting/pairwise/priorities.js';

/** Limits of the size of one decision. They limit the time and the size of everything computed from it. */
export const LIMITS = {
  alternatives: 200,
  /** For methods whose result names every pair. */
  pairedAlternatives: 100,
  criteria: 100,
  judges: 100,
  /** Levels of branches above a criterion, and the criterion itself. */
  depth: 5,
  /** Named levels of a criterion, points of a value function. */
  points: 50,
  nameLength: 200,
  /** For all names of one list together: the result repeats them once for each alternative. */
  allNamesLength: 10_000,
  /** For scores, bounds and weights: keeps every sum, product and ratio of them finite. */
  magnitude: 1e100,
  samples: 1_000_000,
  seed: 0xffff_ffff,
  concentration: 1e6,
  /** A year. */
  deadline: 31_536_000,
  /** Of samples × (cells + pairs): see the rule on `robustness.samples`. */
  work: 1e10,
} as const;

export const KINDS = ['ranking', 'weights'] as const;
export const WEIGHT_SOURCES = [
  'given',
  'equal',
  'roc',
  'rank_sum',
  'rank_reciprocal',
  'ahp',
  'bwm',
  'entropy',
  'critic',
  'merec',
  'judges',
] as const;
export const WEIGHTINGS = ['around_given', 'uniform', 'ordinal', 'given'] as const;
export const MISSING_POLICIES = [
  'reject',
  'drop_criterion',
  'drop_alternative',
  'worst',
  'interval',
] as const;

export const ON_EXPIRY = ['fail', 'approve', 'reject'] as const;

/**
 * Where weights come from.
 *
 * - `given`: `criteria[].weight`, scaled to sum 1. The default where all criteria have one.
 * - `equal`: the same for all. The default otherwise.
 * - `roc` (rank order centroid), `rank_sum`, `rank_reciprocal`: from the order of importance, which is
 *   `criteria[].rank` (1 is the most important, equal ranks are ties) or else the order of the criteria.
 *
 * In a hierarchy each of these weighs the criteria of one branch among themselves. The others weigh the criteria with
 * scores all together:
 *
 * - `ahp`: from pairwise judgments of the criteria.
 * - `bwm`: from comparisons with the best and with the worst criterion.
 * - `entropy`, `critic`, `merec`: from the scores.
 * - `judges`: from the weights or judgments of several people.
 */
export type WeightSource = (typeof WEIGHT_SOURCES)[number];

/**
 * Which weights the simulation draws.
 *
 * - `around_given`: Dirichlet around the weights used, the closer the higher the `concentration`. The default.
 * - `uniform`: all weights are as likely as each other; the default where nothing was said of the weights.
 * - `ordinal`: uniform among those with the same order of importance as the weights used.
 * - `given`: the weights used, always; for uncertain scores.
 */
export type SampledWeights = (typeof WEIGHTINGS)[number];

/** What becomes of a score that is `null`. */
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

/** A name and the number it stands for, e.g. `good` and `3`. */
export type Level = Readonly<{ name: string; value: number }>;

/** Corner points of a piecewise-linear function, by rising `x`. */
export type Points = readonly (readonly [x: number, v: number])[];

/** An alternative that does not meet them is not ranked. */
export type Requirements = Readonly<{ at_least: number | null; at_most: number | null }>;

/** A criterion on which alternatives have scores. */
export type Criterion = Readonly<{
  name: string;
  direction: Direction;
  weight: number | null;
  min: number | null;
  max: number | null;
  rank: number | null;
  /** Turns scores into values; constant beyond its ends. */
  value: Points | null;
  levels: readonly Level[] | null;
  /** For PROMETHEE; the usual function if absent. */
  preference: Preference | null;
  /** For ELECTRE III; no thresholds if absent. */
  thresholds: Thresholds | null;
  requirements: Requirements | null;
}>;

/** Criteria that are first weighed against each other and share the weight of their branch. */
export type Branch = Readonly<{
  name: string;
  weight: number | null;
  rank: number | null;
  criteria: readonly CriterionNode[];
}>;

export type CriterionNode = Criterion | Branch;

/**
 * An uncertain score. `lognormal` has the mean and the deviation of the logarithm; `beta` its two shapes and the range
 * it is stretched to; `triangular` the lowest, the most likely and the highest number; `levels` the probability of
 * each.
 */
export type Distribution =
  | Readonly<{ interval: readonly [number, number] }>
  | Readonly<{ normal: readonly [number, number] }>
  | Readonly<{ lognormal: readonly [number, number] }>
  | Readonly<{ beta: readonly [number, number, number, number] }>
  | Readonly<{ triangular: readonly [number, number, number] }>
  | Readonly<{ levels: Readonly<Record<string, number>> }>;

/** A number, the name of a level, a distribution, or `null` where the score is missing. */
export type Cell = number | string | Distribution | null;

/** Judgments are complete except for pairs that nobody judged; lists are in the order of the criteria. */
export type Weighting =
  | Readonly<{ source: 'given'; scale: WeightScale }>
  | Readonly<{ source: 'equal' | 'roc' | 'rank_sum' | 'rank_reciprocal' }>
  | Readonly<{ source: 'ahp'; judgments: Judgments; priority: PriorityMethod; ri: RandomIndexTable }>
  | Readonly<{
      source: 'bwm';
      best: string;
      worst: string;
      best_to_others: readonly number[];
      others_to_worst: readonly number[];
    }>
  | Readonly<{
      source: 'entropy';
      variant: (typeof ENTROPY_VARIANTS)[number];
      direction: 'aware' | 'ignored';
    }>
  | Readonly<{
      source: 'critic';
      variant: (typeof CRITIC_VARIANTS)[number];
      direction: 'aware' | 'ignored';
    }>
  | Readonly<{ source: 'merec'; direction: 'aware' | 'ignored' }>
  | Readonly<{
      source: 'judges';
      judges: readonly Judge[];
      aggregate: Aggregate;
      priority: PriorityMethod;
      ri: RandomIndexTable;
    }>;

/** Either weights or judgments; the other is `null`. */
export type Judge = Readonly<{
  name: string;
  weights: readonly number[] | null;
  judgments: Judgments | null;
}>;

/** Somebody who scores the alternatives: numbers or names of levels, `null` where nothing was said. */
export type ScoreJudge = Readonly<{
  name: string;
  scores: readonly (readonly (number | string | null)[])[];
}>;

/** Whether weights are scaled to sum 1 before a method whose scores change with their sum takes them. */
export type WeightScale = 'to_one' | 'as_given';

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

/** A problem of which some parts may be faulty, and are then `null`; a faulty cell is `undefined`. */
export interface Draft {
  readonly kind: (typeof KINDS)[number] | null;
  readonly alternatives: readonly (string | null)[] | null;
  readonly criteria: readonly (CriterionDraft | null)[] | null;
  readonly scores: readonly (readonly (Cell | undefined)[] | null)[] | null;
  readonly judges: readonly ScoreJudge[] | null;
  readonly aggregate: Aggregate | null;
  readonly pairwise: Readonly<Record<string, Judgments>> | null;
  readonly missing: MissingPolicy | null;
  readonly compare: readonly (Method | null)[] | null;
  readonly method: Method | null;
  readonly weights: Weighting | null;
  readonly robustness: Robustness | null;
  readonly human: Human | null;
}

export type CriterionDraft = Criterion | BranchDraft;
export type BranchDraft = Omit<Branch, 'criteria'> & {
  readonly criteria: readonly (CriterionDraft | null)[] | null;
};
