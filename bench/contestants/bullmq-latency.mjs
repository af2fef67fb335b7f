// One job after another on an idle queue, added and worked on in one process, as `own-latency` does.
import { Queue, Worker } from 'bullmq';
import { PAYLOAD } from '../lib/processes.mjs';
import { median } from '../lib/figures.mjs';

export async function open({ host, port }) {
  const connection = { host, port };
  const queue = new Queue('latency', { connection });
  const worker = new Worker('latency', async () => ({ answer: 42 }), { connection, concurrency: 10 });
  const waiting = new Map();
  worker.on('completed', ({ id }) => waiting.get(id)?.());
  await worker.waitUntilReady();
  let next = 0;
  const once = async () => {
    const jobId = `job-${process.pid}-${next++}`;
    const completed = new Promise((resolve) => waiting.set(jobId, resolve));
    const begin = performance.now();
    await queue.add('decision', PAYLOAD, { jobId });
    await completed;
    waiting.delete(jobId);
    return performance.now() - begin;
  };
  return {
    async middle(times) {
      const taken = [];
      for (let n = 0; n < times; n++) taken.push(await once());
      await queue.obliterate({ force: true });
      return median(taken);
    },
  };
}
