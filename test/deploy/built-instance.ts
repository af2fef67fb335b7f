import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { tether } from '../../scripts/lib/tether.mjs';

const ROOT = new URL('../../', import.meta.url);
const POLL_MS = 50;

/** The built program as a process of its own, on a free port of this machine, with no variable but those it is given. */
export class BuiltInstance {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  /** Resolves when it is ready for requests. `main` is the program, `cwd` the folder it is started in. */
  static async start(
    variables: Readonly<Record<string, string>>,
    { main = 'dist/main.js', cwd = ROOT }: { main?: string; cwd?: string | URL } = {},
  ): Promise<BuiltInstance> {
    const port = await freePort();
    const child = spawn(process.execPath, [main], {
      cwd,
      env: { ...variables, HOST: '127.0.0.1', PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    tether(child);
    const instance = new BuiltInstance(`http://127.0.0.1:${port}`, child);
    await instance.ready();
    return instance;
  }

  /** Leaves as on a deploy; resolves to the exit code. */
  async stop(): Promise<number | null> {
    const ended = this.child.exitCode === null ? once(this.child, 'exit') : null;
    this.child.kill('SIGTERM');
    await ended;
    return this.child.exitCode;
  }

  private async ready(): Promise<void> {
    while (this.child.exitCode === null) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (answer?.ok === true) return;
      await delay(POLL_MS);
    }
    throw new Error(`The program ended with code ${this.child.exitCode} instead of becoming ready.`);
  }
}
