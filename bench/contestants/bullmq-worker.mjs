import { Queue, Worker } from 'bullmq';
import { PAYLOAD } from '../lib/processes.mjs';

const STEPS = 5;
const CONCURRENCY = 64;

export async function open({ host, port }) {
  const connection = { host, port };
  const queue = new Queue('steps', { connection });
  return {
    prepare: (total) => addAll(queue, total),
    round: (total) => workedOff(connection, total),
    tidy: () => queue.obliterate({ force: true }),
  };
}

async function addAll(queue, total) {
  const jobs = Array.from({ length: total }, () => ({ name: 'decision', data: PAYLOAD }));
  while (jobs.length > 0) await queue.addBulk(jobs.splice(0, 1_000));
}

function workedOff(connection, total) {
  return new Promise((resolve, reject) => {
    let finished = 0;
    const worker = new Worker('steps', fiveSteps, { connection, concurrency: CONCURRENCY });
    worker.on('error', reject);
    worker.on('completed', () => {
      if (++finished === total) void worker.close().then(() => resolve());
    });
  });
}

async function fiveSteps(job) {
  for (let step = 1; step <= STEPS; step++) await job.updateProgress(step);
  return { answer: 42 };
}
