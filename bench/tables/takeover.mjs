// Everything a dead instance ran, taken over and finished by one that lives.
import { setTimeout as delay } from 'node:timers/promises';
import { inFlight } from '../lib/in-flight.mjs';
import { startOwn } from '../lib/own-server.mjs';
import { aProcess, lifeOf, WORKER } from '../lib/processes.mjs';
import { openStore } from '../lib/store.mjs';

const LEASE_MS = 2_000;
const SHORT_LEASE = { LEASE_MS: String(LEASE_MS), REDIS_COMMAND_TIMEOUT_MS: '1500' };

export const takeover = {
  title: 'Takeover of what a dead instance ran, by one other with 64 slots',
  head: ['what', 'seconds'],
  async run({ redis, extent }) {
    const orphans = extent.orphans;
    const store = await openStore(redis);
    try {
      await inFlight(() => store.processes.create(lifeOf(aProcess()).running), { total: orphans });
      await store.workers.heartbeat(WORKER, LEASE_MS);
      const begin = performance.now();
      const own = await startOwn(redis, { ...SHORT_LEASE, ROLE: 'worker', CONCURRENCY: '64' });
      const ready = performance.now();
      const seconds = () => ((performance.now() - Math.max(ready, begin + LEASE_MS)) / 1_000).toFixed(1);
      try {
        await until(async () => (await store.processes.ownedBy(WORKER)).length === 0);
        const takenOver = seconds();
        await until(async () => (await store.processes.statistics([])).counts.completed === orphans);
        return {
          rows: [
            [`${orphans} orphans: none owned by the dead instance`, takenOver],
            [`${orphans} orphans: all completed`, seconds()],
          ],
          lines: [],
        };
      } finally {
        await own.stop();
      }
    } finally {
      await store.onApplicationShutdown();
    }
  },
};

async function until(isSo) {
  while (!(await isSo())) await delay(50);
}
