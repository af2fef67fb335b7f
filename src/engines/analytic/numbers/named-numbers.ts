/** A number for each of some names, e.g. of criteria. */
export type Numbers = Readonly<Record<string, number>>;

/** A number for each pair of names. */
export type NumberTable = Readonly<Record<string, Numbers>>;
