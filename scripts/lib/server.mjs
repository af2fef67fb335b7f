import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A real server process of the built program, on a free loopback port.
 *
 * @param {Record<string, string>} [env] variables on top of the defaults
 * @returns {Promise<{ url: string, child: import('node:child_process').ChildProcess, stop: () => Promise<void> }>}
 */
export async function startServer(env = {}) {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env, HOST: '127.0.0.1', PORT: port },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([
    ready(url),
    exited.then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
  ]);
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  return { url, child, stop };
}

/** @returns {Promise<number>} */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function ready(url) {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await delay(50);
  }
}
