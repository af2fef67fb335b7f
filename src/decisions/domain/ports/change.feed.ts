import type { ProcessStatus } from '../decision-process.js';
import type { ProcessId } from '../ids.js';

export const CHANGE_FEED = Symbol('CHANGE_FEED');

/** A hint that something changed, never the truth: changes can be missed, so whoever waits also polls. */
export interface ChangeFeed {
  /** Changes of one process or of all, from the call on, until `signal` fires. */
  changes(signal: AbortSignal, id?: ProcessId): AsyncIterable<Change>;

  /** Whether changes arrive as far as can be told: who waits may then look less often. */
  readonly isHearing: boolean;
}

export interface Change {
  readonly id: ProcessId;
  readonly revision: number;
  readonly status: ProcessStatus | 'removed';
}
