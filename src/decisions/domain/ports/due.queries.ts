import type { ProcessId } from '../ids.js';
import type { QueueName } from '../indexes/queues.js';

/** Which due processes are asked for. */
export interface DueQuery {
  readonly queues: readonly QueueName[];
  readonly now: number;
  readonly limit: number;
  /** The lane that comes first; 0 if not given. */
  readonly turn?: number;
  /** For each of these lanes only what comes after the position, by `runAt` and then by id. */
  readonly after?: readonly DueEntry[];
  /** Only this lane. */
  readonly lane?: number;
}

/** A due process, as its queue knows it. */
export interface DueEntry {
  readonly id: ProcessId;
  readonly runAt: number;
  /** Of its owner: see `lanes.ts`. */
  readonly lane: number;
}

/** Due processes, and when the next will be due. */
export interface DueWork {
  readonly entries: readonly DueEntry[];
  /**
   * When the next process in these queues will be due; `null` if none will. If a great many owners wait, only the lanes
   * that were looked at count.
   */
  readonly nextAt: number | null;
}

/** Which timed processes are asked for. */
export interface TimedQuery {
  readonly now: number;
  readonly limit: number;
  /** Only what comes after it, by time and then by id. */
  readonly after?: TimedEntry;
}

/** A process to which something happens at a time. */
export interface TimedEntry {
  readonly id: ProcessId;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Processes whose time has come, and the time of the next one. */
export interface TimedWork {
  readonly entries: readonly TimedEntry[];
  /** When the next of them will be due; `null` if none will. */
  readonly nextAt: number | null;
}

/** A queue, and how many processes wait in it. */
export interface QueueLength {
  readonly queue: QueueName;
  readonly length: number;
  /**
   * Since when the longest due process could have been begun. If a great many owners wait, only those that were looked
   * at count.
   */
  readonly oldestAt: number | null;
}
