import { Redis } from 'ioredis';
import { now } from './time.js';

/** One write, as the store announced it. */
export interface ChangeLine {
  readonly revision: number;
  readonly status: string;
  readonly at: number;
}

/** Every write to the store in the order the store made them, heard on a connection that no fault touches. */
export class ChangeLog {
  readonly changes = new Map<string, ChangeLine[]>();
  private readonly subscriber: Redis;
  private readonly listeners = new Set<(id: string, change: ChangeLine) => void>();

  constructor(port: number) {
    this.subscriber = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
    this.subscriber.on('error', () => undefined);
    // Writes that travelled together are announced together, a line each.
    this.subscriber.on('message', (_channel, message: string) => {
      for (const line of message.split('\n')) this.take(line);
    });
  }

  async open(channel: string): Promise<void> {
    await this.subscriber.subscribe(channel);
  }

  /** Calls back for each write until the function it returns is called. */
  onChange(listener: (id: string, change: ChangeLine) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves with the next write of the process, or after `limitMs`. */
  nextOf(id: string, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(finish, limitMs);
      const stop = this.onChange((changed) => {
        if (changed === id) finish();
      });
    });
  }

  close(): void {
    this.subscriber.disconnect();
  }

  private take(line: string): void {
    const [id = '', revision = '', status = ''] = line.split(' ');
    if (status === '') return;
    const change = { revision: Number(revision), status, at: now() };
    const known = this.changes.get(id);
    if (known) known.push(change);
    else this.changes.set(id, [change]);
    for (const listener of this.listeners) listener(id, change);
  }
}
