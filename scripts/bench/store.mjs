// Accepting and finishing work: our store beside BullMQ, on one Redis, in turn.
import { Queue, Worker } from 'bullmq';
import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';
import { sideBySide, throughput } from './measure.mjs';
import { aProcess, lifeOf, PAYLOAD } from './processes.mjs';

const LOAD = { total: 4_000, inFlight: 64 };
const ROUNDS = 5;
const CHECKPOINTS = 4;

/** @returns rows of [what, ours per second, BullMQ per second, ratio, lowest and highest ratio] */
export async function benchStore(redis) {
  const store = await openRedisPersistence({ url: redis.url });
  const connection = { host: redis.host, port: redis.port };
  const queue = new Queue('bench', { connection });
  try {
    return [
      row(
        'accept one (1 KB)',
        await sideBySide(
          ROUNDS,
          () => acceptOurs(store),
          () => acceptTheirs(queue),
        ),
      ),
      row(
        'finish one of five checkpoints',
        await sideBySide(
          ROUNDS,
          () => finishOurs(store),
          () => finishTheirs(connection),
        ),
      ),
    ];
  } finally {
    await queue.close();
    await store.onApplicationShutdown();
  }
}

function row(what, { a, b, ratio, low, high }) {
  return [what, Math.round(a), Math.round(b), ratio.toFixed(2), `${low.toFixed(2)}–${high.toFixed(2)}`];
}

function acceptOurs({ processes }) {
  return throughput(() => processes.create(aProcess()), LOAD);
}

async function acceptTheirs(queue) {
  const figure = await throughput(() => queue.add('decision', PAYLOAD), LOAD);
  await queue.obliterate({ force: true });
  return figure;
}

/** Each is begun, writes its progress four times and completes; the work itself is nothing. */
async function finishOurs({ processes }) {
  const accepted = [];
  await throughput(async () => accepted.push(await processes.create(aProcess())), LOAD);
  return throughput(async (nth) => {
    const { pending, running, completed } = lifeOf(accepted[nth]);
    await processes.swap(pending, running);
    let current = running;
    for (let step = 0; step < CHECKPOINTS; step++) {
      const next = { ...current, revision: current.revision + 1, labels: { step: String(step) } };
      await processes.swap(current, next);
      current = next;
    }
    await processes.swap(current, { ...completed, revision: current.revision + 1 });
  }, LOAD);
}

async function finishTheirs(connection) {
  const queue = new Queue('finish', { connection });
  const jobs = Array.from({ length: LOAD.total }, () => ({ name: 'decision', data: PAYLOAD }));
  await queue.addBulk(jobs);
  const begin = performance.now();
  await new Promise((resolve) => {
    let finished = 0;
    const worker = new Worker(
      'finish',
      async (job) => {
        for (let step = 0; step < CHECKPOINTS; step++) await job.updateProgress(step);
      },
      { connection, concurrency: LOAD.inFlight },
    );
    worker.on('completed', () => {
      if (++finished === LOAD.total) void worker.close().then(resolve);
    });
  });
  const figure = LOAD.total / ((performance.now() - begin) / 1000);
  await queue.obliterate({ force: true });
  await queue.close();
  return figure;
}
