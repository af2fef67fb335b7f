// Cleanup of many settled processes by two servers at once, while clients poll: who waits for it, and how long.
import { setTimeout as delay } from 'node:timers/promises';
import { startServer } from '../../scripts/lib/server.mjs';
import { quantile } from '../lib/figures.mjs';
import { inFlight } from '../lib/in-flight.mjs';
import { aProcess, lifeOf } from '../lib/processes.mjs';
import { watchSlowest } from '../lib/slowest.mjs';
import { openStore, PATIENT } from '../lib/store.mjs';

const CLIENTS = 50;
const UNSETTLED = 500;
const CALM_MS = 3_000;
const HOUR_MS = 3_600_000;

export const cleanup = {
  title: 'Two servers remove many settled processes at once, while 50 clients poll',
  head: ['what', 'before', 'during'],
  async run({ redis, client, extent }) {
    const store = await openStore(redis);
    const env = {
      AUTH: 'off',
      ENABLE_REDIS_PERSISTENCE: 'true',
      REDIS_URL: redis.url,
      ...PATIENT,
      ROLE: 'api',
      CLEANUP_CRON: NEVER,
    };
    const servers = await Promise.all([startServer(env), startServer(env)]);
    try {
      const kept = await fill(store, extent.many);
      const [calm, busy] = await beforeAndDuring({ client, servers, kept });
      const left = await Promise.all(kept.map((id) => store.processes.find(id)));
      const pending = left.filter((process) => process?.status === 'pending').length;
      return { rows: rowsOf({ calm, busy, pending }), lines: [] };
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      await store.onApplicationShutdown();
    }
  },
};

async function beforeAndDuring({ client, servers, kept }) {
  const measured = async (work) => {
    const slowest = await watchSlowest(client);
    return { ...(await whilePolling(servers, kept, work)), slowest: await slowest() };
  };
  const calm = await measured(() => delay(CALM_MS));
  return [calm, await measured(() => Promise.all(servers.map(cleanUp)))];
}

function rowsOf({ calm, busy, pending }) {
  return [
    ...ROWS.map(([what, of]) => [what, of(calm), of(busy)]),
    ['removed by the first server', 0, busy.outcome[0]],
    ['removed by the second server', 0, busy.outcome[1]],
    ['unsettled processes', UNSETTLED, pending],
  ];
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
  await inFlight(
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
