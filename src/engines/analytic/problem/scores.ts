/** The names of the policies: see {@link MissingPolicy}. */
export const MISSING_POLICIES = [
  'reject',
  'drop_criterion',
  'drop_alternative',
  'worst',
  'interval',
] as const;

/** What becomes of a score that is `null`. */
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

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

/** Somebody who scores the alternatives: numbers or names of levels, `null` where nothing was said. */
export type ScoreJudge = Readonly<{
  name: string;
  scores: readonly (readonly (number | string | null)[])[];
}>;
