/** Limits of what one decision may hold; they bound the time and the size of everything computed from it. */
export const LIMITS = {
  alternatives: 200,
  criteria: 100,
  nameLength: 200,
  /** Of all names of one list together: the result repeats them once per alternative. */
  allNamesLength: 10_000,
  /** Of scores, bounds and weights: keeps every sum, product and ratio of them finite. */
  magnitude: 1e100,
  samples: 1_000_000,
  seed: 0xffff_ffff,
  /** Of samples × (cells + pairs): see the rule on `robustness.samples`. */
  work: 1e10,
} as const;

export const METHODS = ['saw'] as const;
export const DIRECTIONS = ['benefit', 'cost'] as const;
export const NORMALIZATIONS = ['bounds', 'minmax', 'max', 'sum', 'none'] as const;
export const WEIGHT_SOURCES = ['given', 'equal', 'roc', 'rank_sum', 'rank_reciprocal'] as const;

export type Direction = (typeof DIRECTIONS)[number];

/**
 * How scores become values of which more is better.
 *
 * - `bounds`: linear between the bounds each criterion declares; needs them of all. The default where all do.
 * - `minmax`: linear between the declared bounds where a criterion has them, else between the lowest and the
 *   highest score. The default otherwise.
 * - `max`: `x / max` for a benefit, `min / x` for a cost.
 * - `sum`: the share `x / Σx` for a benefit, `(1/x) / Σ(1/x)` for a cost.
 * - `none`: the scores themselves, which then must all be benefits on one scale.
 */
export type Normalization = (typeof NORMALIZATIONS)[number];

/**
 * Where weights come from.
 *
 * - `given`: `criteria[].weight`, scaled to sum 1. The default where all criteria have one.
 * - `equal`: the same for all. The default otherwise.
 * - `roc` (rank order centroid), `rank_sum`, `rank_reciprocal`: from the order of importance, which is
 *   `criteria[].rank` (1 is the most important, equal ranks are ties) or else the order of the criteria.
 */
export type WeightSource = (typeof WEIGHT_SOURCES)[number];

/** One number per alternative (row) and criterion (column). */
export type Matrix = readonly (readonly number[])[];

export type Criterion = Readonly<{
  name: string;
  direction: Direction;
  weight: number | null;
  min: number | null;
  max: number | null;
  rank: number | null;
}>;

export type Method = Readonly<{ name: (typeof METHODS)[number]; normalization: Normalization }>;
export type Weighting = Readonly<{ source: WeightSource }>;

/** `samples: 0` leaves the random weightings out. */
export type Robustness = Readonly<{ samples: number; seed: number }>;

/** A problem as `parseProblem` answers it: complete, with every default filled in and `null` for what is absent. */
export type AnalyticProblem = Readonly<{
  alternatives: readonly string[];
  criteria: readonly Criterion[];
  scores: Matrix;
  method: Method;
  weights: Weighting;
  robustness: Robustness;
}>;

/** A problem of which some parts may be faulty, and then `null`. */
export interface Draft {
  readonly alternatives: readonly (string | null)[] | null;
  readonly criteria: readonly (Criterion | null)[] | null;
  readonly scores: readonly (readonly (number | null)[] | null)[] | null;
  readonly method: Method | null;
  readonly weights: Weighting | null;
  readonly robustness: Robustness | null;
}
