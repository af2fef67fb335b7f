// Cleanup of many settled processes by two servers at once, while clients poll: who waits for it, and how long.
import { Redis } from 'ioredis';
import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';
import { startServer } from '../lib/server.mjs';
import { quantile, throughput } from './measure.mjs';
import { aProcess, lifeOf } from './processes.mjs';
import { watchSlowest } from './slowest.mjs';

const CLIENTS = 50;
const UNSETTLED = 500;
const CALM_MS = 3_000;
const HOUR_MS = 3_600_000;

/** @returns rows of [what, before, during] */
export async function benchCleanup(redis, { many }) {
  const store = await openRedisPersistence({ url: redis.url });
  const client = new Redis(redis.url);
  const env = { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, ROLE: 'api', CLEANUP_CRON: NEVER };
  const servers = await Promise.all([startServer(env), startServer(env)]);
  try {
    const kept = await fill(store, many);
    const measured = async (work) => {
      const slowest = await watchSlowest(client);
      return { ...(await whilePolling(servers, kept, work)), slowest: await slowest() };
    };
    const calm = await measured(() => rest(CALM_MS));
    const busy = await measured(() => Promise.all(servers.map(cleanUp)));
    const left = await Promise.all(kept.map((id) => store.processes.find(id)));
    return [
      ...ROWS.map(([what, of]) => [what, of(calm), of(busy)]),
      ['removed by the first server', 0, busy.outcome[0]],
      ['removed by the second server', 0, busy.outcome[1]],
      ['unsettled processes', UNSETTLED, left.filter((process) => process?.status === 'pending').length],
    ];
  } finally {
    client.disconnect();
    await Promise.all(servers.map((server) => server.stop()));
    await store.onApplicationShutdown();
  }
}

/** Once a year. */
const NEVER = '0 0 1 1 *';

const ROWS = [
  ['polls answered', ({ polls }) => polls.length],
  ['poll, p50 ms', ({ polls }) => quantile(polls, 0.5).toFixed(1)],
  ['poll, p99 ms', ({ polls }) => quantile(polls, 0.99).toFixed(1)],
  ['longest command of Redis, ms', ({ slowest }) => slowest.toFixed(1)],
  ['took, s', ({ tookMs }) => (tookMs / 1_000).toFixed(1)],
];

/** Settled two days ago, but for a few as old that still wait, for a time that is far. */
async function fill({ processes }, many) {
  const old = Date.now() - 48 * HOUR_MS;
  const kept = [];
  await throughput(
    async (nth) => {
      const pending = aProcess(old + nth);
      if (nth >= UNSETTLED) return processes.create(lifeOf(pending).completed);
      kept.push(pending.id);
      return processes.create({ ...pending, runAt: Date.now() + HOUR_MS });
    },
    { total: many + UNSETTLED, inFlight: 128 },
  );
  return kept;
}

async function whilePolling(servers, ids, work) {
  const isOver = { now: false };
  const polls = [];
  const polling = Array.from({ length: CLIENTS }, (_, nth) =>
    repeat(isOver, polls, async (round) => {
      const { url } = servers[(nth + round) % servers.length];
      const answer = await fetch(`${url}/decisions/status/${ids[(nth + round) % ids.length]}`);
      if (!answer.ok) throw new Error(`A poll was answered ${answer.status}.`);
      await answer.arrayBuffer();
    }),
  );
  const begin = performance.now();
  const outcome = await work();
  const tookMs = performance.now() - begin;
  isOver.now = true;
  await Promise.all(polling);
  return { polls, tookMs, outcome };
}

async function repeat(isOver, taken, call) {
  for (let round = 0; !isOver.now; round++) {
    const begin = performance.now();
    await call(round);
    taken.push(performance.now() - begin);
  }
}

async function cleanUp({ url }) {
  const answer = await fetch(`${url}/decisions/cleanup`, { method: 'DELETE' });
  return (await answer.json()).removed_count;
}

function rest(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
