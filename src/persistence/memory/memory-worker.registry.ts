import type { WorkerId } from '../../decisions/domain/ids.js';
import type {
  RegisteredWorker,
  WorkerFacts,
  WorkerRegistry,
} from '../../decisions/domain/ports/worker.registry.js';
import { LEASE_TOLERANCE_MS } from '../shared/lease.js';

/** Leases of the workers that share this store: in practice the one instance it lives in. */
export class MemoryWorkerRegistry implements WorkerRegistry {
  private readonly leaseEnds = new Map<WorkerId, number>();
  private readonly lengths = new Map<WorkerId, number>();
  private readonly facts = new Map<WorkerId, WorkerFacts>();

  /** @param now the store's clock, epoch milliseconds */
  constructor(private readonly now: () => number) {}

  heartbeat(worker: WorkerId, leaseMs: number): Promise<number> {
    const now = this.now();
    this.leaseEnds.set(worker, now + leaseMs);
    this.lengths.set(worker, leaseMs);
    return Promise.resolve(now);
  }

  expired(): Promise<WorkerId[]> {
    const now = this.now();
    const ended = [...this.leaseEnds].filter(
      ([worker, leaseEnd]) =>
        leaseEnd <= now || leaseEnd - now > (this.lengths.get(worker) ?? 0) + LEASE_TOLERANCE_MS,
    );
    return Promise.resolve(ended.map(([worker]) => worker));
  }

  all(): Promise<WorkerId[]> {
    return Promise.resolve([...this.leaseEnds.keys()]);
  }

  describe(worker: WorkerId, facts: WorkerFacts): Promise<void> {
    this.facts.set(worker, facts);
    return Promise.resolve();
  }

  described(): Promise<RegisteredWorker[]> {
    const workers = [...this.leaseEnds].map(([worker, leaseEndsAt]) => ({
      worker,
      leaseEndsAt,
      facts: this.facts.get(worker) ?? null,
    }));
    return Promise.resolve(workers.sort((a, b) => (a.worker < b.worker ? -1 : 1)));
  }

  remove(worker: WorkerId): Promise<void> {
    this.facts.delete(worker);
    this.leaseEnds.delete(worker);
    this.lengths.delete(worker);
    return Promise.resolve();
  }
}
