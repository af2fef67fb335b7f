import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './server.mjs';
import { tether } from './tether.mjs';

/**
 * A redis-server of our own, with an append-only file flushed every second, in a folder that goes with it.
 *
 * @returns {Promise<{ host: string, port: number, url: string, stop: () => Promise<void> }>}
 */
export async function startRedis() {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'bench-redis-'));
  const options = { port, bind: '127.0.0.1', dir, appendonly: 'yes', appendfsync: 'everysec', save: '' };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  tether(child);
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await exited.finally(() => rm(dir, { recursive: true, force: true }));
  };
  try {
    await accepting(port, exited);
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  return { host: '127.0.0.1', port, url: `redis://127.0.0.1:${port}`, stop };
}

async function accepting(port, exited) {
  const ended = exited.then(([code, signal]) => {
    throw new Error(`redis-server ended with ${signal ?? `code ${code}`} before it could be reached.`);
  });
  while (!(await Promise.race([reached(port), ended]))) await delay(20);
}

async function reached(port) {
  const socket = connect(port, '127.0.0.1');
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
}
