import { parseWorkerId, type WorkerId } from '../../decisions/domain/ids.js';
import type {
  RegisteredWorker,
  WorkerFacts,
  WorkerRegistry,
} from '../../decisions/domain/ports/worker.registry.js';
import { LEASE_TOLERANCE_MS } from '../shared/lease.js';
import type { ProcessKeys } from './server/process-keys.js';
import type { RedisLink } from './server/redis-link.js';
import { listReply, scoresReply, wholeReply, workerIds } from './server/replies.js';

/** The entry under which the length of a worker's lease is stored; no worker id has a colon. */
const LENGTH = ':lease';

/** Leases in one sorted set; only the server's clock decides when they end. */
export class RedisWorkerRegistry implements WorkerRegistry {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  async heartbeat(worker: WorkerId, leaseMs: number): Promise<number> {
    const call = { keys: [this.keys.workers], args: [worker, leaseMs, `${worker}${LENGTH}`] };
    return wholeReply(await this.link.run('renewLease', call));
  }

  async expired(): Promise<WorkerId[]> {
    const reply = await this.link.run('expiredLeases', {
      keys: [this.keys.workers],
      args: [LEASE_TOLERANCE_MS, LENGTH],
    });
    return workerIds(listReply(reply));
  }

  async all(): Promise<WorkerId[]> {
    return workerIds(await this.link.ask((client) => client.zrange(this.keys.workers, '0', '-1')));
  }

  async describe(worker: WorkerId, facts: WorkerFacts): Promise<void> {
    await this.link.ask((client) => client.hset(this.keys.workerFacts, worker, JSON.stringify(facts)));
  }

  async described(): Promise<RegisteredWorker[]> {
    const [leases, facts] = await Promise.all([
      this.link.ask((client) => client.zrange(this.keys.workers, '0', '-1', 'WITHSCORES')),
      this.link.ask((client) => client.hgetall(this.keys.workerFacts)),
    ]);
    return scoresReply(leases)
      .flatMap(([name, leaseEndsAt]) => {
        const worker = parseWorkerId(name);
        return worker ? [{ worker, leaseEndsAt, facts: factsIn(facts[name]) }] : [];
      })
      .sort((a, b) => (a.worker < b.worker ? -1 : 1));
  }

  async remove(worker: WorkerId): Promise<void> {
    await this.link.ask((client) => client.hdel(this.keys.workerFacts, worker));
    await this.link.ask((client) => client.zrem(this.keys.workers, worker, `${worker}${LENGTH}`));
  }
}

/** What another program has written there is ignored. */
function factsIn(text: string | undefined): WorkerFacts | null {
  try {
    const facts: unknown = JSON.parse(text ?? 'null');
    return isFacts(facts) ? facts : null;
  } catch {
    return null;
  }
}

function isFacts(value: unknown): value is WorkerFacts {
  if (typeof value !== 'object' || value === null) return false;
  const { version, role, slots, startedAt } = value as Partial<Record<keyof WorkerFacts, unknown>>;
  const isText = typeof version === 'string' && typeof role === 'string';
  return isText && Number.isSafeInteger(slots) && Number.isSafeInteger(startedAt);
}
