import type { Aggregate, Judgments, PriorityMethod, RandomIndexTable } from './judgments.js';

/** The names of the sources: see {@link WeightSource}. */
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

/** How entropy turns columns into shares: `entropy.ts` says how they differ. */
export const ENTROPY_VARIANTS = ['proportions', 'minmax'] as const;

/** One of {@link ENTROPY_VARIANTS}. */
export type EntropyVariant = (typeof ENTROPY_VARIANTS)[number];

/** How CRITIC makes columns comparable: `critic.ts` says how they differ. */
export const CRITIC_VARIANTS = ['minmax', 'proportions'] as const;

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
      variant: EntropyVariant;
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

/** Whether weights are scaled to sum 1 before a method whose scores change with their sum takes them. */
export type WeightScale = 'to_one' | 'as_given';
