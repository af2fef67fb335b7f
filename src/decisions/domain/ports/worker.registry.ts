import type { WorkerId } from '../ids.js';

/** The token under which the registry of the opened store is injected. */
export const WORKER_REGISTRY = Symbol('WORKER_REGISTRY');

/** Which instances are alive, judged by the store's clock alone. */
export interface WorkerRegistry {
  /** Holds or renews the worker's lease for `leaseMs` from now. Answers the store's time, epoch milliseconds. */
  heartbeat(worker: WorkerId, leaseMs: number): Promise<number>;
  /**
   * Workers whose lease has ended and that were not removed yet. A lease that ends further ahead than it is long counts
   * as ended, too: it was taken before the store's clock was set back.
   */
  expired(): Promise<WorkerId[]>;
  /** All registered workers, alive or expired. */
  all(): Promise<WorkerId[]>;
  /** Keeps what people are told about the worker until it is removed. */
  describe(worker: WorkerId, facts: WorkerFacts): Promise<void>;
  /** All registered workers with what is known of them, in the order of their names. */
  described(): Promise<RegisteredWorker[]>;
  /** Forgets a worker. If it is alive after all, it registers again with its next heartbeat. */
  remove(worker: WorkerId): Promise<void>;
}

/** What an instance says about itself; nothing depends on it. */
export interface WorkerFacts {
  /** Of this software. */
  readonly version: string;
  readonly role: string;
  /** Processes it runs at the same time; 0 if it runs none. */
  readonly slots: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** A worker with its lease and what it says about itself. */
export interface RegisteredWorker {
  readonly worker: WorkerId;
  /** Epoch milliseconds, by the store's clock. */
  readonly leaseEndsAt: number;
  /** `null` for a worker that has said nothing. */
  readonly facts: WorkerFacts | null;
}
