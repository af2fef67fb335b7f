import type { WorkerId } from '../ids.js';

export const WORKER_REGISTRY = Symbol('WORKER_REGISTRY');

/** Which instances are alive, judged by the store's clock alone. */
export interface WorkerRegistry {
  /** Holds or renews the worker's lease for `leaseMs` from now. Answers the store's time, epoch milliseconds. */
  heartbeat(worker: WorkerId, leaseMs: number): Promise<number>;
  /** Workers whose lease has ended and that were not removed yet. */
  expired(): Promise<WorkerId[]>;
  /** All registered workers, alive or expired. */
  all(): Promise<WorkerId[]>;
  /** Forgets a worker; one that is alive after all registers again with its next heartbeat. */
  remove(worker: WorkerId): Promise<void>;
}
