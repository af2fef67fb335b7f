import type { Env } from './env.js';
import { isGiven, redisSettings } from './given/given-variables.js';
import { isLoopback } from './forms.js';

/** Rules between variables, each of which is valid by itself. */
export function envConflicts(env: Env): string[] {
  return RULES.filter(({ isBroken }) => isBroken(env)).map(({ fault }) =>
    typeof fault === 'string' ? fault : fault(env),
  );
}

interface Rule {
  readonly fault: string | ((env: Env) => string);
  readonly isBroken: (env: Env) => boolean;
}

const RULES: readonly Rule[] = [
  {
    // Elsewhere the instance starts and warns: see `memoryWarnings`.
    fault: (env) =>
      `ENABLE_REDIS_PERSISTENCE must be set when ${redisSettings(env).join(', ')} is: true to use Redis, false to keep processes in memory all the same`,
    isBroken: (env) =>
      env.NODE_ENV === 'production' &&
      !isGiven(env, 'ENABLE_REDIS_PERSISTENCE') &&
      redisSettings(env).length > 0,
  },
  {
    fault: 'REDIS_PASSWORD is not read beside REDIS_URL: the URL must have the user and the password',
    isBroken: ({ REDIS_URL, REDIS_PASSWORD }) =>
      REDIS_URL !== undefined && REDIS_PASSWORD !== undefined && !REDIS_URL.includes('@'),
  },
  {
    fault: 'WAIT_DEFAULT_S must not be greater than WAIT_CAP_S',
    isBroken: (env) => env.WAIT_DEFAULT_S > env.WAIT_CAP_S,
  },
  {
    fault: 'RETRY_BACKOFF_MS must not be greater than RETRY_BACKOFF_CAP_MS',
    isBroken: (env) => env.RETRY_BACKOFF_MS > env.RETRY_BACKOFF_CAP_MS,
  },
  {
    fault: 'REDIS_SENTINEL_MASTER must be set when REDIS_MODE is sentinel',
    isBroken: (env) =>
      env.ENABLE_REDIS_PERSISTENCE &&
      env.REDIS_MODE === 'sentinel' &&
      env.REDIS_SENTINEL_MASTER === undefined,
  },
  {
    fault: 'REDIS_DB must be 0 when REDIS_MODE is cluster',
    isBroken: (env) => env.ENABLE_REDIS_PERSISTENCE && env.REDIS_MODE === 'cluster' && env.REDIS_DB !== 0,
  },
  {
    fault: 'REDIS_URL must begin with rediss:// when REDIS_TLS is true',
    isBroken: (env) => env.REDIS_TLS && env.REDIS_URL?.startsWith('redis://') === true,
  },
  {
    // Otherwise one slow renewal already costs the lease.
    fault: 'LEASE_MS must be greater than REDIS_COMMAND_TIMEOUT_MS',
    isBroken: (env) => env.ENABLE_REDIS_PERSISTENCE && env.LEASE_MS <= env.REDIS_COMMAND_TIMEOUT_MS,
  },
  {
    fault: 'JWT_ISSUER, JWT_AUDIENCE and JWKS_URL must be set together',
    isBroken: ({ JWT_ISSUER, JWT_AUDIENCE, JWKS_URL }) =>
      new Set([JWT_ISSUER, JWT_AUDIENCE, JWKS_URL].map((value) => value === undefined)).size > 1,
  },
  {
    fault: 'API_KEYS or JWT_ISSUER must be set when AUTH is on',
    isBroken: (env) => env.AUTH === 'on' && !env.isAccessControlled,
  },
  {
    fault: 'API_KEYS and JWT_ISSUER must not be set when AUTH is off: they would protect nothing',
    isBroken: (env) => env.AUTH === 'off' && env.isAccessControlled,
  },
  {
    fault:
      'API_KEYS or JWT_ISSUER must be set when NODE_ENV is production; AUTH=off says that none is wanted',
    isBroken: (env) => env.NODE_ENV === 'production' && isOpenUnasked(env),
  },
  {
    fault:
      'API_KEYS or JWT_ISSUER must be set when HOST is not this machine; AUTH=off says that none is wanted',
    isBroken: (env) => !isLoopback(env.HOST) && isOpenUnasked(env),
  },
];

function isOpenUnasked(env: Env): boolean {
  return !env.isAccessControlled && env.AUTH === undefined;
}
