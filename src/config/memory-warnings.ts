import type { StoreWarning } from '../persistence/persistence.js';
import type { Env } from './env.js';
import { redisSettings } from './given/given-variables.js';

/** Reasons against keeping processes in memory, where that is what the environment asks for. */
export function memoryWarnings(env: Env): StoreWarning[] {
  return CAUSES.filter(({ holds }) => holds(env)).map(({ code, message }) => ({
    code,
    message: `${message(env)} Processes are kept in memory: they are lost when this instance ends, and no other instance knows them.`,
  }));
}

interface Cause {
  readonly code: string;
  readonly holds: (env: Env) => boolean;
  readonly message: (env: Env) => string;
}

const CAUSES: readonly Cause[] = [
  {
    code: 'redis_settings_ignored',
    holds: (env) => redisSettings(env).length > 0,
    message: (env) =>
      `${redisSettings(env).join(', ')} is set but not used, because ENABLE_REDIS_PERSISTENCE is not true.`,
  },
  {
    code: 'memory_in_production',
    holds: ({ NODE_ENV }) => NODE_ENV === 'production',
    message: () => 'This is production, and ENABLE_REDIS_PERSISTENCE is not true.',
  },
  {
    code: 'memory_without_worker',
    holds: ({ ROLE }) => ROLE === 'api',
    message: () => 'ROLE=api runs no process, and nobody else can take one from here.',
  },
];
