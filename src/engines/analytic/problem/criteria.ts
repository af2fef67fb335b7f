import type { Direction } from '../numbers/matrix.js';

/** The names of the types: `preference.ts` has the function of each. */
export const PREFERENCE_TYPES = ['usual', 'ushape', 'vshape', 'level', 'linear', 'gaussian'] as const;

/** How a difference on one criterion becomes a degree of preference; thresholds are in the units of the scores. */
export type Preference =
  | Readonly<{ type: 'usual' }>
  | Readonly<{ type: 'ushape'; q: number }>
  | Readonly<{ type: 'vshape'; p: number }>
  | Readonly<{ type: 'level' | 'linear'; q: number; p: number }>
  | Readonly<{ type: 'gaussian'; s: number }>;

/** `absolute + relative · score`, in the units of the scores. */
export type Threshold = Readonly<{ abs: number; rel: number }>;

/** Up to `q` a difference does not count, from `p` on it counts in full, from `v` on it is a veto. */
export type Thresholds = Readonly<{ q: Threshold; p: Threshold; v: Threshold | null }>;

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

/** A criterion, or a branch of several. */
export type CriterionNode = Criterion | Branch;
