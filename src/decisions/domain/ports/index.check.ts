import type { ProcessId } from '../ids.js';

/** The token under which the check of the opened store is injected. */
export const INDEX_CHECK = Symbol('INDEX_CHECK');

/**
 * Compares the records of a store with the indexes by which they are found. A write keeps the two together, but other
 * programs that write into the store can separate them.
 */
export interface IndexCheck {
  /**
   * Compares the next few, from where the last call ended, and corrects what disagrees. Calls add up to passes over
   * everything, one after the other. Rejects with `StoreUnavailable` like the rest of the store; the next call then
   * looks at the same again.
   */
  next(): Promise<CheckedPart>;
}

/** The result of one part of a pass. */
export interface CheckedPart {
  /** Entries and records that were compared. */
  readonly checked: number;
  /** Corrections made by this call, or by reads since the last call. */
  readonly repairs: readonly IndexRepair[];
  /** Whether this call completes a pass. */
  readonly isLast: boolean;
}

/** One process that was not in the indexes as its record says. */
export interface IndexRepair {
  readonly id: ProcessId;
  /** Names of the indexes that were wrong. */
  readonly indexes: readonly string[];
  /**
   * `entered`: the process is now where its record says. `quarantined`: its record is lost or cannot be read.
   * `removed`: wrong entries were removed, of a process that is gone or in quarantine.
   */
  readonly outcome: 'entered' | 'quarantined' | 'removed';
  /** For a quarantined record: where it is, and the field that cannot be read with what is wrong, without any value. */
  readonly record?: { readonly key: string; readonly fault: string };
}
