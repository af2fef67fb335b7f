import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { tether } from './tether.mjs';

const ROOT = new URL('../../', import.meta.url);
const POLL_MS = 50;
const READY_MS = 30_000;
/** A server that is asked to stop and still runs after this has no more chances. */
const STOP_MS = 10_000;

/**
 * A real server process of the built program, on a free loopback port. It never outlives this process.
 *
 * @param {Record<string, string>} [env] variables on top of the defaults
 * @param {{ readyMs?: number }} [deadlines] how long it may take to be ready for requests
 * @returns {Promise<{ url: string, child: import('node:child_process').ChildProcess, stop: () => Promise<void> }>}
 */
export async function startServer(env = {}, { readyMs = READY_MS } = {}) {
  const port = env.PORT ?? String(await freePort());
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env, HOST: '127.0.0.1', PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  tether(child);
  // Whoever reads this process's output to its end does not have to wait for the server's.
  child.stdout.on('data', (written) => process.stdout.write(written));
  child.stderr.on('data', (written) => process.stderr.write(written));
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = () => stopped(child, exited);
  try {
    await ready(url, { exited, readyMs });
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
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

async function ready(url, { exited, readyMs }) {
  const deadline = AbortSignal.timeout(readyMs);
  const ended = exited.then(([code, signal]) => {
    throw new Error(`The server ended with ${signal ?? `code ${code}`} before it was ready; is it built?`);
  });
  let last = 'no answer';
  while (!deadline.aborted) {
    const answer = await Promise.race([
      fetch(`${url}/health/ready`, { signal: deadline }).catch(() => null),
      ended,
    ]);
    if (answer?.ok) return;
    if (answer) last = `answer ${answer.status}`;
    await Promise.race([delay(POLL_MS), ended]);
  }
  throw new Error(`The server was not ready within ${readyMs / 1_000} s; at the end: ${last}.`);
}

async function stopped(child, exited) {
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited.finally(() => clearTimeout(impatience));
}
