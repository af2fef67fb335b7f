import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections, which could take one between the asking and the use. Each
 * worker of a test run has its own, and gives none of them twice.
 */
const PORTS = { first: 6_000, each: 2_500, workers: 4 };
const given = new Set<number>();

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env.JEST_WORKER_ID ?? 0) % PORTS.workers;
  for (;;) {
    const port = PORTS.first + worker * PORTS.each + Math.floor(Math.random() * PORTS.each);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  const isListening = await once(probe, 'listening').then(
    () => true,
    () => false,
  );
  if (isListening) await once(probe.close(), 'close');
  return isListening;
}
