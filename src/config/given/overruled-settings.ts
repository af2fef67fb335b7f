import { type RedisTarget, redisTarget } from '../../persistence/redis/opening/redis-options.js';
import { StoreRefused } from '../../persistence/store-refused.js';
import type { Env } from '../env.js';
import { isGiven } from './given-variables.js';
import type { UnreadVariable } from './unread-variables.js';

/**
 * Settings of Redis that say something else than `REDIS_URL`, which wins. Somebody believes one of the two, and a store in
 * another database is an empty one.
 */
export function overruledSettings(env: Env): readonly UnreadVariable[] {
  const url = env.ENABLE_REDIS_PERSISTENCE ? targetOf(env.REDIS_URL) : null;
  if (url === null) return [];
  return Object.entries(SAYS)
    .filter(([name, isSaid]) => isGiven(env, name) && !isSaid(env, url))
    .map(([name]) => ({ name, meant: 'REDIS_URL', message: sentence(name) }));
}

/** By variable: whether the URL says the same. */
const SAYS: Readonly<Record<string, (env: Env, url: RedisTarget) => boolean>> = {
  REDIS_HOST: ({ REDIS_HOST }, { seeds }) => seeds.some(({ host }) => host === REDIS_HOST),
  REDIS_PORT: ({ REDIS_PORT }, { seeds }) => seeds.some(({ port }) => port === REDIS_PORT),
  REDIS_DB: ({ REDIS_DB }, { db }) => db === REDIS_DB,
  REDIS_USERNAME: ({ REDIS_USERNAME }, { username }) => username === REDIS_USERNAME,
  REDIS_PASSWORD: ({ REDIS_PASSWORD }, { password }) => password === REDIS_PASSWORD,
};

/** `null` without a URL, and for one that the store will refuse. */
function targetOf(url = ''): RedisTarget | null {
  if (url === '') return null;
  try {
    return redisTarget({ url });
  } catch (error) {
    if (error instanceof StoreRefused) return null;
    throw error;
  }
}

function sentence(name: string): string {
  return `${name} is not read beside REDIS_URL, which says something else: leave out one of them`;
}
