import type { Cluster, Redis } from 'ioredis';
import { within } from './deadline.js';
import { storeError } from './redis-errors.js';

export type RedisClient = Redis | Cluster;

/** The one way to the server: every call ends within the deadline, and fails with the store's own errors alone. */
export class RedisLink {
  constructor(
    private readonly client: RedisClient,
    private readonly deadlineMs: number,
  ) {}

  /** @throws StoreUnavailable, or RedisFault */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    try {
      return await within(this.deadlineMs, command(this.client));
    } catch (error) {
      throw storeError(error);
    }
  }
}
