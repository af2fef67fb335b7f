import type { DriverOptions, StoreKind } from '../persistence/drivers.js';
import type { PersistenceOptions } from '../persistence/open-persistence.js';
import type { Env } from './env.js';
import { memoryWarnings } from './memory-warnings.js';

/** Which store the environment asks for, and the settings that store is given. */
export function persistenceOptions(env: Env): PersistenceOptions {
  return OPTIONS[storeOf(env)](env);
}

function storeOf({ ENABLE_REDIS_PERSISTENCE }: Env): StoreKind {
  return ENABLE_REDIS_PERSISTENCE ? 'redis' : 'memory';
}

/** One row for each kind of store: the compiler asks for the row of a new kind. */
const OPTIONS: { readonly [K in StoreKind]: (env: Env) => PersistenceOptions<K> } = {
  memory: (env) => ({ driver: 'memory', options: { ...memoryOptions(env), warnings: memoryWarnings(env) } }),
  redis: (env) => ({
    driver: 'redis',
    options: {
      url: env.REDIS_URL,
      host: env.REDIS_HOST,
      port: env.REDIS_PORT,
      db: env.REDIS_DB,
      username: env.REDIS_USERNAME,
      password: env.REDIS_PASSWORD,
      tls: env.REDIS_TLS,
      mode: env.REDIS_MODE,
      sentinelMaster: env.REDIS_SENTINEL_MASTER,
      keyPrefix: env.REDIS_KEY_PREFIX,
      connectDeadlineMs: env.REDIS_CONNECT_DEADLINE_MS,
      commandTimeoutMs: env.REDIS_COMMAND_TIMEOUT_MS,
    },
    ...(env.persistenceFallback === 'memory'
      ? { fallback: { driver: 'memory', options: memoryOptions(env) } }
      : {}),
  }),
};

function memoryOptions({ MEMORY_STORE_BYTES }: Env): DriverOptions['memory'] {
  return MEMORY_STORE_BYTES === 0 ? {} : { maxBytes: MEMORY_STORE_BYTES };
}
