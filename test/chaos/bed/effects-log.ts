import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** One call of a step, as the engine inside a server wrote it down. Times are monotonic, of the whole machine. */
export interface StepLine {
  readonly type: 'begin' | 'effect';
  readonly step: string;
  /** `process_id:step`. */
  readonly key: string;
  readonly pid: number;
  /** Of this call alone. */
  readonly run: string;
  /** The calls whose outputs were stored when this one began, in the order of the steps. */
  readonly given: readonly string[];
  readonly began: number;
  readonly at: number;
}

/** The event loop of a server did not turn from `from` to `at`. */
export interface StallLine {
  readonly type: 'stall';
  readonly pid: number;
  readonly from: number;
  readonly at: number;
}

const POLL_MS = 10;

/** Follows the file that the engines of all servers append to. */
export class EffectsLog {
  readonly steps: StepLine[] = [];
  readonly stalls: StallLine[] = [];
  private readonly runners = new Map<string, number>();
  private readonly listeners = new Set<(line: StepLine) => void>();
  private readonly file: number;
  private readonly timer: NodeJS.Timeout;
  private readonly buffer = Buffer.alloc(1 << 16);
  private rest = '';

  constructor(directory: string) {
    this.file = openSync(join(directory, 'effects.log'), 'a+');
    this.timer = setInterval(() => this.read(), POLL_MS);
  }

  /** The server process that last began a step of this process. */
  runnerOf(id: string): number | undefined {
    return this.runners.get(id);
  }

  /** Calls back for each new line until the function it returns is called. */
  onStep(listener: (line: StepLine) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes in what has been written so far. */
  read(): void {
    for (;;) {
      const length = readSync(this.file, this.buffer, 0, this.buffer.length, null);
      if (length === 0) return;
      const lines = (this.rest + this.buffer.toString('utf8', 0, length)).split('\n');
      this.rest = lines.pop() ?? '';
      for (const line of lines) this.take(JSON.parse(line) as StepLine | StallLine);
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.read();
    closeSync(this.file);
  }

  private take(line: StepLine | StallLine): void {
    if (line.type === 'stall') {
      this.stalls.push(line);
      return;
    }
    this.steps.push(line);
    if (line.type === 'begin') this.runners.set(processOf(line), line.pid);
    for (const listener of this.listeners) listener(line);
  }
}

export function processOf({ key }: StepLine): string {
  return key.slice(0, key.indexOf(':'));
}
