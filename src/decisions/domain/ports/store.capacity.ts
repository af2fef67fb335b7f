export const STORE_CAPACITY = Symbol('STORE_CAPACITY');

/** How much room the store has left, as it was seen last: to look costs nothing. */
export interface StoreCapacity {
  /** The share of its memory that is in use, of several servers that of the fullest; `null` where there is no bound. */
  readonly usedShare: number | null;
}
