import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/free-port.js';
import { tether } from '../../../scripts/lib/tether.mjs';
import { request } from './http.js';
import { now, sleep, until } from './time.js';

export interface ServerSetup {
  readonly name: string;
  /** Where its log goes. */
  readonly directory: string;
  /** Asked before each start. */
  readonly environment: () => Readonly<Record<string, string>>;
  /** Modules loaded before the program. */
  readonly preloads: readonly string[];
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BOOT_LIMIT_MS = 60_000;
const POLL_MS = 50;
/** Starts in a row that end before they are ready: more than poison or a store that is away can explain. */
const MAX_FAILED_STARTS = 20;

/** A real server process on a port of its own. Whenever it ends it is started again, as an orchestrator would. */
export class ChaosServer {
  /** When the present process answered ready; `null` while none does. */
  readySince: number | null = null;
  private child: ChildProcess | null = null;
  private wanted = true;
  /** A server that was never ready has a fault of its own. */
  private failedStarts = MAX_FAILED_STARTS - 1;
  private booting: Promise<void> = Promise.resolve();
  private port = 0;

  constructor(private readonly setup: ServerSetup) {}

  async start(): Promise<void> {
    this.port = await freePort();
    this.launch();
    await this.ready();
  }

  get name(): string {
    return this.setup.name;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Resolves when the process that is to run, runs and answers ready. */
  async ready(): Promise<void> {
    while (this.readySince === null) {
      if (!this.wanted)
        throw new Error(`${this.name} does not stay up: see its log in ${this.setup.directory}.`);
      await Promise.all([this.booting, sleep(POLL_MS)]);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Sends the signal and resolves with the time at which the process has ended; its successor is then starting. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return now();
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return now();
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.wanted = false;
    await this.end('SIGKILL');
  }

  private launch(): void {
    const { directory, environment, preloads } = this.setup;
    const imports = preloads.flatMap((path) => ['--import', join(ROOT, path)]);
    const child = spawn(process.execPath, [...imports, 'dist/main.js'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, ...environment(), HOST: '127.0.0.1', PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createWriteStream(join(directory, `${this.name}.log`), { flags: 'a' });
    for (const output of [child.stdout, child.stderr]) output.pipe(log, { end: false });
    tether(child);
    this.child = child;
    child.once('exit', () => {
      log.end();
      this.succeed();
    });
    this.booting = this.untilReady(child);
  }

  private succeed(): void {
    if (this.readySince === null && ++this.failedStarts > MAX_FAILED_STARTS) this.wanted = false;
    this.readySince = null;
    if (this.wanted) this.launch();
  }

  private async untilReady(child: ChildProcess): Promise<void> {
    const isReady = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return true;
      const answer = await request(`${this.url}/health/ready`, { timeoutMs: 1_000 }).catch(() => null);
      if (answer?.status !== 200 || this.child !== child) return false;
      this.readySince = now();
      this.failedStarts = 0;
      return true;
    };
    if (!(await until(isReady, BOOT_LIMIT_MS, POLL_MS)))
      throw new Error(`${this.name} does not become ready.`);
  }
}
