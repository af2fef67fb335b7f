import type {
  AskingProcess,
  DecisionProcess,
  ProcessHead,
  ProcessReport,
  ProcessStatus,
  ProcessSummary,
} from '../decision-process.js';
import type { ProcessId, WorkerId } from '../ids.js';
import type { QueueName } from '../queues.js';

export const PROCESS_REPOSITORY = Symbol('PROCESS_REPOSITORY');

/**
 * Where processes live. A store, not a state machine: `transitions.ts` decides, an adapter keeps.
 *
 * Every method rejects with `StoreUnavailable` when the store gave no answer; the outcome of a write is then unknown.
 * `find`, `summary`, `report` and `asked` reject with `ProcessCorrupted` or `NewerSchema` for records that cannot be read.
 * Every adapter passes `test/contract/process-repository.contract.ts`.
 */
export interface ProcessRepository {
  /**
   * Stores a new process and answers that same object. If a process already has its id, changes nothing and answers
   * that one.
   */
  create(process: DecisionProcess): Promise<DecisionProcess>;

  find(id: ProcessId): Promise<DecisionProcess | null>;

  /** What a list shows of it, without loading the rest. */
  summary(id: ProcessId): Promise<ProcessSummary | null>;

  /** What a status shows of it: one round trip, whatever the size of its problem and of the outputs of its steps. */
  report(id: ProcessId): Promise<ProcessReport | null>;

  /** What it asks and has asked: one round trip, without loading its problem, the outputs of its steps and its result. */
  asked(id: ProcessId): Promise<AskingProcess | null>;

  /**
   * Compare-and-swap: stores `next` if the stored revision is still that of `current`; `false` if another writer was
   * first, or the process is gone, even if another was created under its id since. `next` is derived from `current`:
   * fields that are the same object are not written again.
   */
  swap(current: DecisionProcess, next: DecisionProcess): Promise<boolean>;

  /**
   * Pending processes of some queues whose `runAt` is at or before `now`. Owners take turns: see `inTurns`. Costs the
   * same however many processes and owners there are.
   */
  due(query: DueQuery): Promise<DueWork>;

  /** Processes to which something happens by itself at or before a time, the longest due first: see `nextTimer`. */
  timers(query: TimedQuery): Promise<TimedWork>;

  /**
   * Processes that wait for people, those whose request expires first come first; those that never expire come last.
   */
  requests(query: RequestQuery): Promise<RequestPage>;

  /** Every queue that has pending processes, and how many. Costs the same however many there are. */
  queues(): Promise<readonly QueueLength[]>;

  /** Processes the worker is running. */
  ownedBy(worker: WorkerId): Promise<ProcessId[]>;

  /** Newest first. */
  list(query: ProcessQuery): Promise<ProcessPage>;

  /**
   * Costs the same however many processes there are; one process is counted exactly once, whatever it is doing.
   *
   * @param createdBefore times, for each of which those are counted that were created before it
   * @param owner only those of this owner
   */
  statistics(createdBefore: readonly number[], owner?: string): Promise<ProcessStatistics>;

  /** What is known of records that cannot be read, without their content. The last found first. */
  quarantined(query: QuarantineQuery): Promise<QuarantinePage>;

  /** Removes a record that is in quarantine and cannot be read; `false` if there is no such record. */
  removeQuarantined(id: ProcessId): Promise<boolean>;

  /** Removes a settled process if its stored revision is still that of `process`. */
  remove(process: DecisionProcess): Promise<boolean>;

  /**
   * Removes settled processes that settled before `before`, the longest settled first; answers how many were removed.
   */
  removeSettled(before: number, limit: number): Promise<number>;
}

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
