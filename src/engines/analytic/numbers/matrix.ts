/** The names of both directions. */
export const DIRECTIONS = ['benefit', 'cost'] as const;

/** Whether more of a criterion is better, or less. */
export type Direction = (typeof DIRECTIONS)[number];

/** One number per alternative (row) and criterion (column). */
export type Matrix = readonly (readonly number[])[];
