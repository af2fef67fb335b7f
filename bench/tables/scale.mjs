// What each call costs with many processes stored, against what it costs with few: two servers, asked in turn.
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { queueFor } from '../../dist/decisions/domain/queues.js';
import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';
import { startRedis } from '../../scripts/lib/redis.mjs';
import { median, ratio, showRatio, spread } from '../lib/figures.mjs';
import { inFlight } from '../lib/in-flight.mjs';
import { aProcess, lifeOf, WORKER } from '../lib/processes.mjs';
import { costOf } from '../lib/redis-cpu.mjs';
import { interleaved } from '../lib/rounds.mjs';

const QUEUE = queueFor('bench-one', 1);
const TIMES = 200;
const HOUR_MS = 3_600_000;

export const scale = {
  title: 'Cost of a call with many processes stored, against few',
  head: ['call', 'Redis CPU at few, µs', 'at many, µs', 'ratio', 'wall, ratio'],
  async run({ redis, extent }) {
    const large = await startRedis();
    const sides = [await side(redis, extent.few), await side(large, extent.many)];
    try {
      const rows = [];
      const ratios = [];
      for (const call of Object.keys(sides[0].calls)) {
        const round = ({ client, calls }) => costs(client, calls[call]);
        const figures = await interleaved(
          { few: () => round(sides[0]), many: () => round(sides[1]) },
          extent,
        );
        const { few, many } = figures;
        const [redisCpu, wall] = ['redis', 'wall'].map((measure) => ratio(many, few, measure));
        ratios.push(redisCpu);
        rows.push([
          call,
          spread(few, 'redis', 1),
          spread(many, 'redis', 1),
          showRatio(redisCpu),
          showRatio(wall),
        ]);
      }
      const [low, high] = [Math.min, Math.max].map((end) => end(...ratios.map((each) => each.median)));
      const worst = { median: high, low, high };
      const what = `cost at ${extent.many} stored ÷ at ${extent.few}, Redis CPU, the worst call`;
      return { rows, lines: [{ what, most: 1.5, aim: 1.2, is: worst }] };
    } finally {
      for (const each of sides) await each.close();
      await large.stop();
    }
  },
};

async function side({ url }, stored) {
  const store = await openRedisPersistence({ url, commandTimeoutMs: 30_000, keyPrefix: 'scale' });
  const client = new Redis(url);
  await fill(store, stored);
  await rewritten(client);
  const close = async () => {
    client.disconnect();
    await store.onApplicationShutdown();
  };
  return { client, close, calls: await callsOf(store) };
}

/** Mostly settled long ago, as in life; one of five is waiting, so that few are enough to fill the answers too. */
async function fill({ processes }, total) {
  const old = Date.now() - 48 * HOUR_MS;
  const create = (nth) => {
    const pending = aProcess(old + nth);
    return processes.create(nth % 5 === 0 ? pending : lifeOf(pending).completed);
  };
  await inFlight(create, { total, inFlight: 256 });
}

/** Filling grows the append-only file until it is rewritten; what that costs belongs to no call. */
async function rewritten(client) {
  while (/^aof_rewrite_(in_progress|scheduled):1/m.test(await client.info('persistence'))) await delay(100);
}

async function costs(client, { call, times = TIMES }) {
  const operations = times;
  const taken = [];
  const { redis } = await costOf({ client, cpu: () => 0, operations }, async () => {
    for (let n = 0; n < times; n++) {
      const begin = performance.now();
      await call();
      taken.push(performance.now() - begin);
    }
  });
  return { redis, wall: median(taken) };
}

async function callsOf({ processes }) {
  const known = await processes.create(aProcess());
  let { running: current } = lifeOf(known);
  await processes.swap(known, current);
  const checkpoint = async () => {
    const next = { ...current, revision: current.revision + 1, labels: { at: String(current.revision) } };
    await processes.swap(current, next);
    current = next;
  };
  const now = Date.now();
  return {
    start: { call: () => processes.create(aProcess()) },
    status: { call: () => processes.report(known.id) },
    'status, unchanged': { call: () => processes.summary(known.id) },
    checkpoint: { call: checkpoint },
    'owned by a worker': { call: () => processes.ownedBy(WORKER) },
    'due, ten': { call: () => processes.due({ queues: [QUEUE], now, limit: 10 }) },
    stats: { call: () => processes.statistics([now - HOUR_MS, now - 24 * HOUR_MS]) },
    'a page of fifty': { call: () => processes.list({ limit: 50 }), times: 50 },
    'a page of fifty, completed': {
      call: () => processes.list({ limit: 50, status: 'completed' }),
      times: 50,
    },
  };
}
