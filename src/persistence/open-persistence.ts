import { openMemoryPersistence } from './memory/memory-persistence.js';
import type { Persistence, StoreWarning } from './persistence.js';
import { RedisRefused } from './redis/server/redis-errors.js';
import { addressOf, type RedisOptions, redisTarget } from './redis/opening/redis-options.js';
import { openRedisPersistence } from './redis/redis-persistence.js';

/** Which store an instance keeps its processes in. */
export type PersistenceOptions = MemoryPersistenceOptions | RedisPersistenceOptions;

export interface MemoryPersistenceOptions {
  readonly driver: 'memory';
  /** What speaks against memory where this instance runs. */
  readonly warnings?: readonly StoreWarning[];
}

export interface RedisPersistenceOptions {
  readonly driver: 'redis';
  readonly redis: RedisOptions;
  /** What to do when Redis does not answer within the deadline. */
  readonly fallback: 'memory' | 'refuse';
}

/** There is no store to start with. The message is one line for the operator and holds no secret. */
export class PersistenceRefused extends Error {
  readonly code = 'persistence_refused';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PersistenceRefused';
  }
}

/**
 * Opens the store once, at start; it never changes silently afterwards.
 *
 * @throws PersistenceRefused
 */
export async function openPersistence(options: PersistenceOptions): Promise<Persistence> {
  switch (options.driver) {
    case 'memory':
      return openMemoryPersistence(now, options.warnings);
    case 'redis':
      return openRedisPersistence(options.redis).catch((error: unknown) => withoutRedis(error, options));
  }
}

/**
 * Only a Redis that does not answer leaves a choice. One that refuses the password, a right or a setting is there, and
 * other instances may be using it: going on in memory would hide the mistake and split what users see.
 */
function withoutRedis(error: unknown, { fallback, redis }: RedisPersistenceOptions): Persistence {
  if (!(error instanceof RedisRefused)) throw error;
  const message = located(error.message, redis);
  switch (error.kind) {
    case 'credentials':
    case 'rights':
    case 'misconfigured':
      throw new PersistenceRefused(message, { cause: error });
    case 'unreachable':
      if (fallback === 'memory') return openMemoryPersistence(now, [memoryFallback(message)]);
      throw new PersistenceRefused(`${message} PERSISTENCE_FALLBACK=memory would start without it.`, {
        cause: error,
      });
  }
}

/** Only whoever starts the instance is told where Redis should be; the errors of the store never say so. */
function located(message: string, options: RedisOptions): string {
  try {
    return `${message.replace(/\.$/, '')} at ${addressOf(redisTarget(options))}.`;
  } catch {
    return message;
  }
}

function memoryFallback(cause: string): StoreWarning {
  const message = `${cause} Processes are kept in memory and are lost when this instance ends.`;
  return { code: 'memory_fallback', message };
}

/** The clock of the memory store, epoch milliseconds; it does not jump when the machine's clock is set. */
function now(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}
