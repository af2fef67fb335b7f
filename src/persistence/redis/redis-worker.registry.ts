import type { WorkerId } from '../../decisions/domain/ids.js';
import type { WorkerRegistry } from '../../decisions/domain/ports/worker.registry.js';
import type { ProcessKeys } from './server/process-keys.js';
import type { RedisLink } from './server/redis-link.js';
import { listReply, wholeReply, workerIds } from './server/replies.js';

/** Leases in one sorted set; the server's clock alone says when they end. */
export class RedisWorkerRegistry implements WorkerRegistry {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  async heartbeat(worker: WorkerId, leaseMs: number): Promise<number> {
    const call = { keys: [this.keys.workers], args: [worker, leaseMs] };
    return wholeReply(await this.link.run('renewLease', call));
  }

  async expired(): Promise<WorkerId[]> {
    const reply = await this.link.run('expiredLeases', { keys: [this.keys.workers], args: [] });
    return workerIds(listReply(reply));
  }

  async all(): Promise<WorkerId[]> {
    return workerIds(await this.link.ask((client) => client.zrange(this.keys.workers, '0', '-1')));
  }

  async remove(worker: WorkerId): Promise<void> {
    await this.link.ask((client) => client.zrem(this.keys.workers, worker));
  }
}
