// What each call costs with many processes stored, against what it costs with few.
import { Redis } from 'ioredis';
import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';
import { latency, throughput } from './measure.mjs';
import { aProcess, lifeOf, WORKER } from './processes.mjs';
import { watchSlowest } from './slowest.mjs';

const TIMES = 200;
const HOUR_MS = 3_600_000;

/** @returns rows of [call, ms with few, ms with many, ratio] */
export async function benchScale(redis, { few, many }) {
  const store = await openRedisPersistence({ url: redis.url, commandTimeoutMs: 30_000 });
  const client = new Redis(redis.url);
  const measured = async () => {
    const slowest = await watchSlowest(client);
    return { ...(await costs(store)), 'longest command of Redis': await slowest() };
  };
  try {
    await fill(store, few);
    const before = await measured();
    await fill(store, many - few);
    const after = await measured();
    return Object.keys(before).map((call) => {
      const [a, b] = [before[call], after[call]];
      return [call, a.toFixed(3), b.toFixed(3), (b / a).toFixed(2)];
    });
  } finally {
    client.disconnect();
    await store.onApplicationShutdown();
  }
}

/** Mostly settled long ago, as in life; one of ten is waiting, so that few are enough to fill the answers too. */
async function fill({ processes }, count) {
  const old = Date.now() - 48 * HOUR_MS;
  await throughput(
    async (nth) => {
      const pending = aProcess(old + nth);
      await processes.create(nth % 10 === 0 ? pending : lifeOf(pending).completed);
    },
    { total: count, inFlight: 256 },
  );
}

async function costs({ processes }) {
  const known = await processes.create(aProcess());
  const { running } = lifeOf(known);
  await processes.swap(known, running);
  let current = running;
  const now = Date.now();
  return {
    start: await latency(() => processes.create(aProcess()), TIMES),
    status: await latency(() => processes.find(known.id), TIMES),
    'status, unchanged': await latency(() => processes.revision(known.id), TIMES),
    checkpoint: await latency(async () => {
      const next = { ...current, revision: current.revision + 1, labels: { at: String(current.revision) } };
      await processes.swap(current, next);
      current = next;
    }, TIMES),
    'owned by a worker': await latency(() => processes.ownedBy(WORKER), TIMES),
    'due, ten': await latency(() => processes.due(now, 10), TIMES),
    stats: await latency(() => processes.statistics([now - HOUR_MS, now - 24 * HOUR_MS]), TIMES),
    'a page of fifty': await latency(() => processes.list({ limit: 50 }), 50),
    'a page of fifty, completed': await latency(() => processes.list({ limit: 50, status: 'completed' }), 50),
    'cleanup of 200': await latency(() => processes.removeSettled(now, 200), 3),
  };
}
