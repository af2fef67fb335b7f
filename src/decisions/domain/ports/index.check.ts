import type { ProcessId } from '../ids.js';

export const INDEX_CHECK = Symbol('INDEX_CHECK');

/**
 * Compares the records of a store with the indexes it finds them by. A write keeps the two together; what writes into
 * the store from outside can part them.
 */
export interface IndexCheck {
  /**
   * Compares the next few, from where the last call ended, and puts right what disagrees. Calls add up to passes over
   * everything, one after the other. Rejects with `StoreUnavailable` like the rest of the store; the next call then
   * looks at the same again.
   */
  next(): Promise<CheckedPart>;
}

export interface CheckedPart {
  /** Entries and records that were compared. */
  readonly checked: number;
  /** What was put right by this call, or by reading since the call before. */
  readonly repairs: readonly IndexRepair[];
  /** Whether this part ends a pass. */
  readonly isLast: boolean;
}

/** One process that was not in the indexes as its record says. */
export interface IndexRepair {
  readonly id: ProcessId;
  /** Names of the indexes that were wrong. */
  readonly indexes: readonly string[];
  /**
   * `entered`: it is where its record says. `quarantined`: the record is lost or cannot be read. `removed`: entries
   * went that had no business there, of a process that is gone or in quarantine.
   */
  readonly outcome: 'entered' | 'quarantined' | 'removed';
  /** Of what was quarantined: where it is, and the field that cannot be read with what is wrong, without any value. */
  readonly record?: { readonly key: string; readonly fault: string };
}
