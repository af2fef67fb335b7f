import { cpus, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';

/** What the figures were measured on and with; nothing that names one machine. */
export async function machine(client) {
  const [{ model }] = cpus();
  const redis = /^redis_version:(\S+)/m.exec(await client.info('server'))?.[1];
  const own = versions('../../package.json');
  const peers = versions('../package.json');
  return [
    `${cpus().length} cores (${model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`,
    `Node ${process.versions.node}, Redis ${redis} with an append-only file flushed every second`,
    `Fastify ${own.fastify}, Nest ${own['@nestjs/core']}, ioredis ${own.ioredis}, BullMQ ${peers.bullmq}, autocannon ${peers.autocannon}`,
  ];
}

function versions(path) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).dependencies;
}
