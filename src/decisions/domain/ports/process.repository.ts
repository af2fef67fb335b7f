import type { DecisionProcess } from '../decision-process.js';
import type { ProcessId, WorkerId } from '../ids.js';
import type { AskingProcess, ProcessReport, ProcessSummary } from '../process-summary.js';
import type { DueQuery, DueWork, QueueLength, TimedQuery, TimedWork } from './due.queries.js';
import type {
  ProcessPage,
  ProcessQuery,
  ProcessStatistics,
  QuarantinePage,
  QuarantineQuery,
  RequestPage,
  RequestQuery,
} from './list.queries.js';

/** The token under which the opened store is injected. */
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

  /** All of it; `null` if there is none of this id. */
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
