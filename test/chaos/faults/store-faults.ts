import type { ChaosServer } from '../bed/chaos-server.js';
import type { Random } from '../bed/random.js';
import type { TestBed } from '../bed/test-bed.js';
import { now, sleep } from '../bed/time.js';

/** Ends the store at once and starts it again on what it had written to disk. */
export async function killStore(bed: TestBed, _: ChaosServer, random: Random): Promise<void> {
  const at = now();
  await bed.redis.kill();
  await sleep(random.between(0, bed.settings.leaseMs));
  await bed.redis.restart();
  bed.faults.push({ kind: 'redis_kill', pid: 0, at, until: now() });
}

/** The store falls silent with all connections open, for about as long as a lease. */
export async function freezeStore(bed: TestBed, _: ChaosServer, random: Random): Promise<void> {
  const at = now();
  bed.redis.signal('SIGSTOP');
  await sleep(bed.settings.leaseMs * (0.3 + 1.4 * random.next()));
  bed.redis.signal('SIGCONT');
  bed.faults.push({ kind: 'redis_freeze', pid: 0, at, until: now() });
}
