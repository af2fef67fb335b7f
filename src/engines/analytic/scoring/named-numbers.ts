/** A number for each of some names, e.g. of criteria. */
export type Numbers = Readonly<Record<string, number>>;
export type NumberTable = Readonly<Record<string, Numbers>>;
