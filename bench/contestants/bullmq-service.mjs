// What a decision service would be on BullMQ: Fastify in front, a worker here or in another process, an outcome to wait for.
import { Queue, QueueEvents, Worker } from 'bullmq';
import Fastify from 'fastify';

export async function open({ host, port, queue: name, serves, works }) {
  const connection = { host, port };
  if (works) {
    const worker = new Worker(name, async () => ({ answer: 42 }), { connection, concurrency: 10 });
    await worker.waitUntilReady();
  }
  if (!serves) return {};
  const queue = new Queue(name, { connection });
  const events = new QueueEvents(name, { connection });
  await events.waitUntilReady();
  const fastify = Fastify();
  fastify.post('/run', async (request) => {
    const job = await queue.add('decision', request.body);
    return { process_id: job.id, status: 'completed', result: await job.waitUntilFinished(events) };
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  return { address: () => `http://127.0.0.1:${fastify.server.address().port}` };
}
