// Working off what waits: five steps that do nothing, each stored, beside BullMQ's worker that notes its progress five times.
import { setTimeout as delay } from 'node:timers/promises';
import { withContestants } from '../lib/contestants.mjs';
import { middle, ratio, spread } from '../lib/figures.mjs';
import { inFlight } from '../lib/in-flight.mjs';
import { startOwn } from '../lib/own-server.mjs';
import { aProcess } from '../lib/processes.mjs';
import { redisCpu } from '../lib/redis-cpu.mjs';
import { interleaved } from '../lib/rounds.mjs';
import { openStore } from '../lib/store.mjs';

const FIVE = { engine: 'bench-five', plan: [1, 2, 3, 4, 5].map((nth) => `step-${nth}`) };
const CONCURRENCY = '64';
/** What is to be worked off is stored before, due only when all of it is there. */
const LEAD_MS = 1_500;

export const run = {
  title: 'Working off processes of five steps that do nothing, 64 at a time',
  head: ['contestant', 'worker CPU, µs', 'Redis CPU, µs', 'wall, µs', 'per second'],
  async run({ redis, client, extent }) {
    const operations = extent.operations;
    const store = await openStore(redis);
    const own = await startOwn(redis, { ROLE: 'worker', CONCURRENCY });
    try {
      const figures = await withContestants(['bullmq-worker.mjs'], redis, ([bullmq]) =>
        interleaved(
          {
            'this service': () => workedOff({ store, own, client }, operations),
            'BullMQ worker': () => bullmq.cost(client, operations),
          },
          extent,
        ),
      );
      const { 'this service': ours, 'BullMQ worker': bullmq } = figures;
      return {
        rows: Object.entries(figures).map(([name, rounds]) => [
          name,
          spread(rounds, 'cpu'),
          spread(rounds, 'redis'),
          spread(rounds, 'wall'),
          Math.round(1_000_000 / middle(rounds, 'wall')),
        ]),
        lines: [
          { what: 'processes/s ÷ BullMQ worker', least: 1.5, aim: 2.5, is: ratio(bullmq, ours, 'wall') },
          { what: 'BullMQ worker ÷ ours, worker CPU', is: ratio(bullmq, ours, 'cpu') },
        ],
      };
    } finally {
      await own.stop();
      await store.onApplicationShutdown();
    }
  },
};

async function workedOff({ store, own, client }, total, leadMs = LEAD_MS + total / 4) {
  const { processes } = store;
  const due = Date.now() + leadMs;
  const ids = [];
  await inFlight(
    async () => {
      const process = { ...aProcess(Date.now(), FIVE), runAt: due };
      ids.push(process.id);
      await processes.create(process);
    },
    { total },
  );
  // Some was worked off while the rest was stored, which is another question.
  if (Date.now() > due) {
    await allSettled(processes);
    await removed(processes, await completed(processes, ids));
    return workedOff({ store, own, client }, total, 2 * leadMs);
  }
  await delay(Math.max(0, due - Date.now() - 20));
  const before = { cpu: await own.cpu(), redis: await redisCpu(client) };
  await allSettled(processes);
  const after = { cpu: await own.cpu(), redis: await redisCpu(client) };
  const records = await completed(processes, ids);
  // From the first begun to the last completed, by the records' own times: how it was looked for does not count.
  const wallMs =
    Math.max(...records.map((each) => each.completedAt)) - Math.min(...records.map((each) => each.startedAt));
  await removed(processes, records);
  return {
    wall: (wallMs * 1_000) / total,
    cpu: (after.cpu - before.cpu) / total,
    redis: (after.redis - before.redis) / total,
  };
}

function removed(processes, records) {
  return inFlight((nth) => processes.remove(records[nth]), { total: records.length });
}

async function allSettled(processes) {
  for (;;) {
    await delay(100);
    const { counts } = await processes.statistics([]);
    if (counts.pending + counts.running === 0) return;
  }
}

async function completed(processes, ids) {
  const records = [];
  await inFlight(async (nth) => records.push(await processes.find(ids[nth])), { total: ids.length });
  const other = records.find((each) => each.status !== 'completed');
  if (other) throw new Error(`A process is ${other.status}: ${JSON.stringify(other.error)}`);
  return records;
}
