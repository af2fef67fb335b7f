/** The token under which the capacity of the opened store is injected. */
export const STORE_CAPACITY = Symbol('STORE_CAPACITY');

/** How much room the store has left, as it was last seen: reading this costs nothing. */
export interface StoreCapacity {
  /**
   * The share of its memory that is in use; with several servers that of the fullest; `null` where there is no limit.
   */
  readonly usedShare: number | null;
  /** Whether the store took writes when it was last looked at. If not, what it says to the next one is newer. */
  readonly takesWrites: boolean;
}
