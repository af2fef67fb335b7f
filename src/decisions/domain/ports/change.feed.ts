import type { ProcessStatus } from '../decision-process.js';
import type { ProcessId } from '../ids.js';

/** The token under which the feed of the opened store is injected. */
export const CHANGE_FEED = Symbol('CHANGE_FEED');

/** A hint that something changed, which may be wrong. Changes can be missed, so anything that waits also polls. */
export interface ChangeFeed {
  /** Changes of one process or of all, from the call on, until `signal` fires. */
  changes(signal: AbortSignal, id?: ProcessId): AsyncIterable<Change>;

  /** Whether changes are arriving, as far as can be told. If so, those who wait may look less often. */
  readonly isHearing: boolean;
}

/** One writing of a process. */
export interface Change {
  readonly id: ProcessId;
  readonly revision: number;
  readonly status: ProcessStatus | 'removed';
}
