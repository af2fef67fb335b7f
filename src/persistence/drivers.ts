import { type MemoryOptions, openMemoryPersistence } from './memory/memory-persistence.js';
import type { Persistence } from './persistence.js';
import { addressOf, type RedisOptions, redisTarget } from './redis/opening/redis-options.js';
import { openRedisPersistence } from './redis/redis-persistence.js';

/** How to open one kind of store. */
interface Driver<Options> {
  /** @throws StoreRefused */
  readonly open: (options: Options) => Promise<Persistence>;
  /** `host:port` of a store on another machine, for those who start the instance. */
  readonly address?: (options: Options) => string;
}

/** Every kind of store; a new one is a new row. */
const ROWS = {
  memory: {
    open: (options: MemoryOptions) => Promise.resolve(openMemoryPersistence(now, options)),
  },
  redis: {
    open: openRedisPersistence,
    address: (options: RedisOptions) => addressOf(redisTarget(options)),
  },
} satisfies Record<string, Driver<never>>;

/** A kind of store, a row of {@link DRIVERS}. */
export type StoreKind = keyof typeof ROWS;

/** The settings of each kind of store. */
export type DriverOptions = { readonly [K in StoreKind]: Parameters<(typeof ROWS)[K]['open']>[0] };

/** Every kind of store, by the word that names it to callers. */
export const DRIVERS: { readonly [K in StoreKind]: Driver<DriverOptions[K]> } = ROWS;

/** The clock of the memory store, epoch milliseconds; it does not jump when the machine's clock is set. */
function now(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}
