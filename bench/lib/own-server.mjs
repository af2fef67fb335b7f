import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/lib/server.mjs';
import { Child } from './child.mjs';
import { PATIENT } from './store.mjs';

export const ENGINES = new URL('../engines/no-op.mjs', import.meta.url).pathname;
const READY_MS = 60_000;

/**
 * The built program as it would run in production: on Redis, with validation, metrics and log.
 *
 * @returns {Promise<{ url: string, cpu: () => Promise<number>, stop: () => Promise<void> }>}
 */
export async function startOwn(redis, env = {}) {
  const port = String(await freePort());
  const child = await Child.start('../dist/main.js', {
    env: {
      ENABLE_REDIS_PERSISTENCE: 'true',
      REDIS_URL: redis.url,
      ...PATIENT,
      ENGINE_MODULES: ENGINES,
      // The peers ask nobody who they are.
      AUTH: 'off',
      CLEANUP_CRON: ONCE_A_YEAR,
      // Comparing indexes is work of its own, paced by the clock and not by requests.
      INDEX_CHECK_MS: '3600000',
      ...env,
      HOST: '127.0.0.1',
      PORT: port,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = () => child.stop('SIGKILL');
  try {
    await ready(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, cpu: child.cpu, stop };
}

const ONCE_A_YEAR = '0 0 1 1 *';

async function ready(url) {
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error('The server was not ready in time; is it built?');
}
