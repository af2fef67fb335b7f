import { type Cluster, Redis } from 'ioredis';
import { Deadlines } from './deadlines.js';
import { storeError } from './redis-errors.js';

export type RedisClient = Redis | Cluster;

/** The one way to the server: every call ends within the deadline, and fails with the store's own errors alone. */
export class RedisLink {
  private readonly deadlines: Deadlines;

  constructor(
    private readonly client: RedisClient,
    deadlineMs: number,
  ) {
    this.deadlines = new Deadlines(deadlineMs);
  }

  /** Whether a script has to stay within one partition. */
  get isCluster(): boolean {
    return !(this.client instanceof Redis);
  }

  /** @throws StoreUnavailable, or RedisFault */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.client instanceof Redis) writeTogether(this.client);
    try {
      return await this.deadlines.within(command(this.client));
    } catch (error) {
      throw storeError(error);
    }
  }
}

/**
 * What is asked for within one turn of the event loop travels in one write, at the end of that turn: a write for each
 * request takes a quarter of the CPU time of a status. The driver's automatic pipelining does so too, but holds the next
 * batch back until the last is answered, which halves the throughput of scripts.
 */
function writeTogether({ stream }: Redis): void {
  // There is no stream before the first connection, whatever the driver's types say.
  if ((stream as typeof stream | undefined)?.writableCorked !== 0) return;
  stream.cork();
  setImmediate(() => {
    stream.uncork();
  });
}
