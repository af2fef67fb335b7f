import type { WorkerId } from '../../decisions/domain/ids.js';
import type { WorkerRegistry } from '../../decisions/domain/ports/worker.registry.js';

/** Leases of the workers that share this store: in practice the one instance it lives in. */
export class MemoryWorkerRegistry implements WorkerRegistry {
  private readonly leaseEnds = new Map<WorkerId, number>();

  /** @param now the store's clock, epoch milliseconds */
  constructor(private readonly now: () => number) {}

  heartbeat(worker: WorkerId, leaseMs: number): Promise<number> {
    const now = this.now();
    this.leaseEnds.set(worker, now + leaseMs);
    return Promise.resolve(now);
  }

  expired(): Promise<WorkerId[]> {
    const now = this.now();
    const ended = [...this.leaseEnds].filter(([, leaseEnd]) => leaseEnd <= now);
    return Promise.resolve(ended.map(([worker]) => worker));
  }

  all(): Promise<WorkerId[]> {
    return Promise.resolve([...this.leaseEnds.keys()]);
  }

  remove(worker: WorkerId): Promise<void> {
    this.leaseEnds.delete(worker);
    return Promise.resolve();
  }
}
