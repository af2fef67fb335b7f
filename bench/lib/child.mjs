import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tether } from '../../scripts/lib/tether.mjs';

const PROBE = new URL('cpu-probe.mjs', import.meta.url);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A Node process under test that can be asked for its CPU time. Its output goes to a file, as in production. */
export class Child {
  #process;
  #dir;
  #exited;

  static async start(script, { args = [], env = {} } = {}) {
    const child = new Child();
    child.#dir = await mkdtemp(join(tmpdir(), 'bench-'));
    const log = openSync(join(child.#dir, 'log'), 'w');
    child.#process = fork(fileURLToPath(new URL(script, new URL('../', import.meta.url))), args, {
      cwd: ROOT,
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
      execArgv: ['--import', PROBE.href, ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? [])],
      stdio: ['ignore', log, 'inherit', 'ipc'],
    });
    closeSync(log);
    child.#process.setMaxListeners(0);
    child.#exited = once(child.#process, 'exit');
    tether(child.#process);
    return child;
  }

  /** The next message that has `name`. */
  async hear(name) {
    const ended = this.#exited.then(([code, signal]) => {
      throw new Error(`A process under test ended with ${signal ?? `code ${code}`}.`);
    });
    for (;;) {
      const [message] = await Promise.race([once(this.#process, 'message'), ended]);
      if (message.error) throw new Error(message.error);
      if (name in message) return message[name];
    }
  }

  async ask(question, name) {
    const answer = this.hear(name);
    this.#process.send(question);
    return answer;
  }

  /** CPU time used so far, in microseconds. */
  cpu = () => this.ask('cpu', 'cpu');

  /** @param {NodeJS.Signals} [signal] */
  async stop(signal = 'SIGTERM') {
    if (this.#process.exitCode === null) this.#process.kill(signal);
    await this.#exited;
    await rm(this.#dir, { recursive: true, force: true });
  }
}
