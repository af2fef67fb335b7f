// What each call costs with many processes stored, against what it costs with few: two servers, asked in turn.
import { queueFor } from '../../dist/decisions/domain/indexes/queues.js';
import { startRedis } from '../../scripts/lib/redis.mjs';
import { median, ratio, showRatio, spread } from '../lib/figures.mjs';
import { aProcess, LABEL, lifeOf, OWNER, WORKER } from '../lib/processes.mjs';
import { costOf } from '../lib/redis-cpu.mjs';
import { interleaved } from '../lib/rounds.mjs';
import { openSide } from '../lib/store-side.mjs';
import { writesOf } from '../lib/writes.mjs';

const QUEUE = queueFor('bench-one', 1);
const TIMES = 200;
const PAGES = 50;
const HOUR_MS = 3_600_000;

export const scale = {
  title: 'Cost of a call with many processes stored, against few',
  head: [
    'call',
    'client CPU at few, µs',
    'ratio',
    'Redis CPU at few, µs',
    'at many, µs',
    'ratio',
    'wall, ratio',
  ],
  async run({ redis, extent }) {
    const large = await startRedis();
    const sides = [await side(redis, extent.few), await side(large, extent.many)];
    try {
      const rows = [];
      const ratios = { cpu: [], redis: [] };
      for (const call of Object.keys(sides[0].calls)) {
        const round = ({ client, calls }) => costs(client, calls[call]);
        const figures = await interleaved(
          { few: () => round(sides[0]), many: () => round(sides[1]) },
          extent,
        );
        const { few, many } = figures;
        const [cpu, redisCpu, wall] = ['cpu', 'redis', 'wall'].map((measure) => ratio(many, few, measure));
        ratios.cpu.push(cpu);
        ratios.redis.push(redisCpu);
        rows.push([
          call,
          spread(few, 'cpu'),
          showRatio(cpu),
          spread(few, 'redis', 1),
          spread(many, 'redis', 1),
          showRatio(redisCpu),
          showRatio(wall),
        ]);
      }
      const what = `cost at ${extent.many} stored ÷ at ${extent.few}, the worst call`;
      return {
        rows,
        lines: [
          { what: `${what}, Redis CPU`, most: 1.5, aim: 1.2, is: worstOf(ratios.redis) },
          { what: `${what}, client CPU`, most: 1.5, aim: 1.2, is: worstOf(ratios.cpu) },
        ],
      };
    } finally {
      for (const each of sides) await each.close();
      await large.stop();
    }
  },
};

async function side(redis, stored) {
  const opened = await openSide(redis, stored);
  return { ...opened, calls: { ...writeCalls(opened), ...(await readCalls(opened)) } };
}

function worstOf(ratios) {
  const [low, high] = [Math.min, Math.max].map((end) => end(...ratios.map((each) => each.median)));
  return { median: high, low, high };
}

async function costs(client, { call, prepare, tidy, times = TIMES }) {
  await prepare?.(times);
  const taken = [];
  const { cpu, redis } = await costOf({ client, cpu: ownCpu, operations: times }, async () => {
    for (let n = 0; n < times; n++) {
      const begin = performance.now();
      await call(n);
      taken.push(performance.now() - begin);
    }
  });
  await tidy?.();
  return { cpu, redis, wall: median(taken) };
}

/** Of this process so far, in microseconds. */
function ownCpu() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Each without labels, with one, and with five, which others have, too. */
function writeCalls({ processes }) {
  const each = [0, 1, 5].map((labels) => writesOf(processes, { labels, owner: OWNER }));
  const names = ['', ', one label', ', five labels'];
  const calls = ['start', 'checkpoint', 'last step'].flatMap((write) =>
    names.map((name, nth) => [`${write}${name}`, each[nth][write]]),
  );
  return Object.fromEntries(calls);
}

async function readCalls({ processes, middle }) {
  const known = await processes.create(aProcess());
  await processes.swap(known, lifeOf(known).running);
  const now = Date.now();
  const [hourAgo, dayAgo] = [now - HOUR_MS, now - 24 * HOUR_MS];
  const page = (query) => ({ call: () => full(processes.list({ limit: 50, ...query })), times: PAGES });
  const inbox = (query) => ({ call: () => full(processes.requests({ limit: 50, ...query })), times: PAGES });
  return {
    status: { call: () => processes.report(known.id) },
    'status, unchanged': { call: () => processes.summary(known.id) },
    'owned by a worker': { call: () => processes.ownedBy(WORKER) },
    'due, ten': { call: () => processes.due({ queues: [QUEUE], now, limit: 10 }) },
    stats: { call: () => processes.statistics([hourAgo, dayAgo]) },
    'stats of an owner': { call: () => processes.statistics([hourAgo, dayAgo], OWNER) },
    'a page of fifty': page({}),
    'from the middle': page({ createdBefore: middle }),
    'completed ones': page({ status: 'completed' }),
    'of an owner': page({ owner: OWNER }),
    'with a label': page({ label: LABEL }),
    'completed ones with a label': page({ label: LABEL, status: 'completed' }),
    'of an owner with a label': page({ label: LABEL, owner: OWNER }),
    'open requests, fifty': inbox({}),
    'those of an owner who reviews': inbox({ only: { owner: OWNER, reviews: true } }),
  };
}

/** A page that is cut short would cost less for another reason. */
async function full(asked) {
  const { processes } = await asked;
  if (processes.length !== 50) throw new Error(`A page has ${processes.length} processes.`);
}
