import type { Env } from '../env.js';
import { isGiven } from './given-variables.js';
import type { UnreadVariable } from './unread-variables.js';

/**
 * Settings of Redis that say something else than `REDIS_URL`, which wins. Somebody believes one of the two, and a store in
 * another database is an empty one.
 */
export function overruledSettings(env: Env): readonly UnreadVariable[] {
  const url = env.ENABLE_REDIS_PERSISTENCE ? partsOf(env.REDIS_URL) : null;
  if (url === null) return [];
  return Object.entries(SAYS)
    .filter(([name, isSaid]) => isGiven(env, name) && !isSaid(env, url))
    .map(([name]) => ({ name, meant: 'REDIS_URL', message: sentence(name) }));
}

interface UrlParts {
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  readonly db: number;
  readonly username: string;
  readonly password: string;
}

const DEFAULT_PORT = 6_379;

/** By variable: whether the URL says the same. */
const SAYS: Readonly<Record<string, (env: Env, url: UrlParts) => boolean>> = {
  REDIS_HOST: ({ REDIS_HOST }, { hosts }) => hosts.includes(REDIS_HOST),
  REDIS_PORT: ({ REDIS_PORT }, { ports }) => ports.includes(REDIS_PORT),
  REDIS_DB: ({ REDIS_DB }, { db }) => db === REDIS_DB,
  REDIS_USERNAME: ({ REDIS_USERNAME }, { username }) => username === REDIS_USERNAME,
  REDIS_PASSWORD: ({ REDIS_PASSWORD }, { password }) => password === REDIS_PASSWORD,
};

/** `null` without a URL, and for one that the store will refuse. */
function partsOf(text: string | undefined): UrlParts | null {
  const [, , credentials = '', list, path = ''] =
    /^(rediss?):\/\/(?:(.*)@)?([^/?#@]+)(?:\/(\d*))?$/.exec(text ?? '') ?? [];
  if (list === undefined) return null;
  const seeds = list.split(',').map((seed) => /^(.*?)(?::(\d+))?$/.exec(seed) ?? []);
  const [, username = '', password = ''] = /^([^:]*):?(.*)$/.exec(credentials) ?? [];
  return {
    hosts: seeds.map(([, host = '']) => host),
    ports: seeds.map(([, , port]) => Number(port ?? DEFAULT_PORT)),
    db: Number(path),
    ...{ username: decoded(username), password: decoded(password) },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sentence(name: string): string {
  return `${name} is not read beside REDIS_URL, which says something else: leave out one of them`;
}
