import type { ProcessHead } from '../decision-process.js';
import type { ProcessId } from '../ids.js';
import type { ProcessStatus } from '../process-status.js';
import type { ProcessSummary } from '../process-summary.js';

/** Which processes are listed. */
export interface ProcessQuery {
  /** Only those of this owner. */
  readonly owner?: string | undefined;
  readonly status?: ProcessStatus;
  /** Inclusive, epoch milliseconds. */
  readonly createdAfter?: number;
  /** Exclusive, epoch milliseconds. */
  readonly createdBefore?: number;
  readonly label?: { readonly name: string; readonly value: string };
  /**
   * Only those of this engine, of one version or of all. There is no index of it, which every process would pay for:
   * a page is picked out of `LOOKED_AT_ONCE` processes at most, and may have fewer than it could, or none.
   */
  readonly engine?: EngineFilter;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** The engine whose processes are listed, and of one version only where one is named. */
export interface EngineFilter {
  readonly name: string;
  readonly version?: number;
}

/** As many processes as a page of one engine is picked out of. */
export const LOOKED_AT_ONCE = 1_000;

/** One page of a list of processes. */
export interface ProcessPage {
  readonly processes: readonly ProcessSummary[];
  /**
   * `null` on the last page. Every page before is full, except for processes that changed or could not be read
   * meanwhile, and except for those of one engine.
   */
  readonly nextCursor: string | null;
}

/** Counts and ages of the processes in a store. */
export interface ProcessStatistics {
  readonly counts: Readonly<Record<ProcessStatus, number>>;
  /** Creation time of the oldest pending process. */
  readonly oldestPendingAt: number | null;
  /** Creation time of the oldest waiting process. */
  readonly oldestWaitingAt: number | null;
  /** For each given time, how many processes were created before it. */
  readonly createdBefore: readonly number[];
  /** Records that cannot be read; not part of any count. */
  readonly quarantined: number;
}

/** Which open requests are asked for. */
export interface RequestQuery {
  /** Only what this caller may see; everything if absent. */
  readonly only?: {
    /** Those of this owner … */
    readonly owner: string;
    /** … and, if so, those that are for reviewers. */
    readonly reviews: boolean;
  };
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** One page of waiting processes. */
export interface RequestPage {
  readonly processes: readonly WaitingHead[];
  /** `null` on the last page. */
  readonly nextCursor: string | null;
}

/** Everything of a waiting process but its large parts. */
export type WaitingHead = Extract<ProcessHead, { readonly status: 'waiting' }>;

/** Which unreadable records are listed. */
export interface QuarantineQuery {
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** One page of unreadable records. */
export interface QuarantinePage {
  readonly records: readonly QuarantinedRecord[];
  /** `null` on the last page. */
  readonly nextCursor: string | null;
}

/** A record that cannot be read. */
export interface QuarantinedRecord {
  readonly id: ProcessId;
  /** When it was first found unreadable, epoch milliseconds. */
  readonly foundAt: number;
  /** Where it is in the store. */
  readonly key: string;
  /** What is wrong, without any stored value; `null` once it can be read again. */
  readonly fault: string | null;
}
