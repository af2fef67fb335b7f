// Redis memory of one completed process, as growth over many, so that indexes count.
import { Redis } from 'ioredis';
import { withContestants } from '../lib/contestants.mjs';

const STORED = 5_000;

export const bytes = {
  title: 'Bytes in Redis for one completed unit of work with 1 KB of input, all keys counted',
  head: ['what', 'bytes'],
  async run({ redis }) {
    const client = new Redis(redis.url);
    const grown = async (fill) => {
      await client.flushall();
      const before = await used(client);
      await fill();
      return Math.round(((await used(client)) - before) / STORED);
    };
    const [ours, theirs] = await withContestants(
      ['create.mjs', 'bullmq-worker.mjs'],
      redis,
      async ([own, bullmq]) => [
        await grown(() => own.call('fill', STORED)),
        await grown(async () => {
          await bullmq.call('prepare', STORED);
          await bullmq.call('round', STORED);
        }),
      ],
    ).finally(() => client.disconnect());
    const share = ours / theirs;
    return {
      rows: [
        ['process, completed', ours],
        ['BullMQ job, completed, with progress', theirs],
      ],
      lines: [
        {
          what: 'bytes of a completed 1 KB process ÷ BullMQ job',
          most: 1,
          aim: 0.9,
          is: { median: share, low: share, high: share },
        },
      ],
    };
  },
};

/** `MEMORY USAGE` of every key, all elements counted. */
async function used(client) {
  let sum = 0;
  for (let cursor = '0'; ;) {
    const [next, keys] = await client.scan(cursor, 'COUNT', 1_000);
    const usages = await Promise.all(keys.map((key) => client.memory('USAGE', key, 'SAMPLES', 0)));
    sum += usages.reduce((total, usage) => total + (usage ?? 0), 0);
    if (next === '0') return sum;
    cursor = next;
  }
}
