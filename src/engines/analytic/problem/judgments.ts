/**
 * How many times more the row weighs than the column, as somebody judged it: 1 on the diagonal, reciprocal across it,
 * `null` where nobody judged.
 */
export type Judgments = readonly (readonly (number | null)[])[];

/** How pairwise judgments become weights: `priorities.ts` describes each. */
export const PRIORITY_METHODS = ['eigenvector', 'column_mean', 'geometric_mean'] as const;

/** One of {@link PRIORITY_METHODS}. */
export type PriorityMethod = (typeof PRIORITY_METHODS)[number];

/** Tables of random indices by their authors: `consistency.ts` has their numbers. */
export const RANDOM_INDEX_TABLES = ['saaty1980', 'aguaron_moreno2003', 'donegan_dodd1991'] as const;

/** One of {@link RANDOM_INDEX_TABLES}. */
export type RandomIndexTable = (typeof RANDOM_INDEX_TABLES)[number];

/** How the numbers of several people become one. */
export const AGGREGATES = ['geometric_mean', 'mean'] as const;

/** One of {@link AGGREGATES}. */
export type Aggregate = (typeof AGGREGATES)[number];
