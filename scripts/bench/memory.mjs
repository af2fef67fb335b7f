// Redis memory per process, beside the same payload as a BullMQ job: measured as growth over many, so that indexes count.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';
import { throughput } from './measure.mjs';
import { aProcess, lifeOf, PAYLOAD } from './processes.mjs';

const LOAD = { total: 5_000, inFlight: 64 };

/** @returns rows of [what, bytes per unit] */
export async function benchMemory(redis) {
  const client = new Redis(redis.url);
  try {
    const ours = await growth(client, () => fillOurs(redis));
    await client.flushall();
    const theirs = await growth(client, () => fillTheirs(redis));
    return [
      ['process, completed', ours],
      ['BullMQ job, completed', theirs],
    ];
  } finally {
    client.disconnect();
  }
}

async function growth(client, fill) {
  const before = await used(client);
  await fill();
  return Math.round(((await used(client)) - before) / LOAD.total);
}

/** `MEMORY USAGE` of every key, all elements counted. */
async function used(client) {
  let bytes = 0;
  for (let cursor = '0'; ;) {
    const [next, keys] = await client.scan(cursor, 'COUNT', 1_000);
    const usages = await Promise.all(keys.map((key) => client.memory('USAGE', key, 'SAMPLES', 0)));
    bytes += usages.reduce((sum, usage) => sum + (usage ?? 0), 0);
    if (next === '0') return bytes;
    cursor = next;
  }
}

async function fillOurs({ url }) {
  const store = await openRedisPersistence({ url });
  await throughput(() => store.processes.create(lifeOf(aProcess()).completed), LOAD);
  await store.onApplicationShutdown();
}

async function fillTheirs({ host, port }) {
  const connection = { host, port };
  const queue = new Queue('memory', { connection });
  await queue.addBulk(Array.from({ length: LOAD.total }, () => ({ name: 'decision', data: PAYLOAD })));
  await new Promise((resolve) => {
    let finished = 0;
    const worker = new Worker('memory', async () => ({ answer: 42 }), {
      connection,
      concurrency: LOAD.inFlight,
    });
    worker.on('completed', () => {
      if (++finished === LOAD.total) void worker.close().then(resolve);
    });
  });
  await queue.close();
}
