import type { Env } from '../env.js';

/** Which variables somebody has set, whatever their value: a default may have been asked for on purpose. */
const given = new WeakMap<Env, ReadonlySet<string>>();

/** Keeps which variables were set; defaults are not among them. */
export function rememberGiven(env: Env, names: Iterable<string>): void {
  given.set(env, new Set(names));
}

/** Whether somebody has set the variable, even to its default. */
export function isGiven(env: Env, name: string): boolean {
  return given.get(env)?.has(name) ?? false;
}

/** Variables that were set although they have a meaning with Redis only. */
export function redisSettings(env: Env): readonly string[] {
  return [...(given.get(env) ?? [])].filter((name) => name.startsWith('REDIS_') || insists(env, name));
}

/** The opposite of these is what memory does anyway. */
function insists(env: Env, name: string): boolean {
  if (name === 'PERSISTENCE_FALLBACK') return env.PERSISTENCE_FALLBACK === 'refuse';
  return name === 'READY_FAIL_ON_REDIS' && env.READY_FAIL_ON_REDIS;
}
