// Bare Fastify: what the framework alone costs, with and without one command of Redis, or one job of BullMQ behind it.
import { Queue } from 'bullmq';
import Fastify from 'fastify';
import { Redis } from 'ioredis';

const JSON_TYPE = 'application/json; charset=utf-8';

export async function open({ url, host, port, text }) {
  const client = new Redis(url);
  const queue = new Queue('http', { connection: { host, port } });
  await client.set('bare:status', text);
  const fastify = Fastify();
  fastify.get('/text', (_request, reply) => reply.type(JSON_TYPE).send(text));
  fastify.get('/stored', async (_request, reply) =>
    reply.type(JSON_TYPE).send(await client.get('bare:status')),
  );
  fastify.post('/start', async (request, reply) => {
    const { id } = await queue.add('decision', request.body);
    reply.code(202);
    return { process_id: id, status: 'pending' };
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  return {
    address: () => `http://127.0.0.1:${fastify.server.address().port}`,
    tidy: () => queue.obliterate({ force: true }),
  };
}
