import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tether } from '../../scripts/lib/tether.mjs';

const ROOT = new URL('../../', import.meta.url);

export interface ScriptEnd {
  /** `null` if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A script of this project as a process of its own, with no variable but those it is given. */
export class RunningScript {
  private readonly written = { stdout: '', stderr: '' };
  private readonly closed: Promise<unknown>;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => (this.written[name] += text));
    }
    this.closed = once(child, 'close');
    tether(child);
  }

  /** `args` are those of node: the script and what it is told. */
  static start(args: readonly string[], variables: Readonly<Record<string, string>> = {}): RunningScript {
    const env = { PATH: process.env.PATH, ...variables };
    return new RunningScript(spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'pipe' }));
  }

  input(text: string): void {
    this.child.stdin.end(text);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves once standard output holds the text. */
  async printed(text: string): Promise<void> {
    while (!this.written.stdout.includes(text)) {
      await Promise.race([once(this.child.stdout, 'data'), this.closed.then(() => this.endedWithout(text))]);
    }
  }

  /** What it has logged so far, of a program that logs JSON. */
  lines(): Record<string, unknown>[] {
    const lines = this.written.stdout
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves when it has ended, and so has every process of its own that writes where it does. */
  async end(): Promise<ScriptEnd> {
    this.child.stdin.end();
    await this.closed;
    return { code: this.child.exitCode, ...this.written };
  }

  private endedWithout(text: string): never {
    throw new Error(`It ended without "${text}": ${this.written.stdout}${this.written.stderr}`);
  }
}
