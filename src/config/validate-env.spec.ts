import { describe, expect, it } from '@jest/globals';
import { Env } from './env.js';
import { InvalidEnvironment, validateEnv } from './validate-env.js';
import { variablesOf } from './variable.js';

describe('the environment', () => {
  it('needs no variable at all', () => {
    expect(validateEnv({})).toEqual(new Env());
    expect(validateEnv({})).toBeInstanceOf(Env);
  });

  it('reads numbers and flags from text', () => {
    const env = validateEnv({
      PORT: '0',
      CONCURRENCY: '7',
      ENABLE_REDIS_PERSISTENCE: 'true',
      REDIS_TLS: '1',
    });

    expect(env).toMatchObject({ PORT: 0, CONCURRENCY: 7, ENABLE_REDIS_PERSISTENCE: true, REDIS_TLS: true });
  });

  it('takes an empty variable as one that is not set', () => {
    const empty = { PORT: '', ENABLE_REDIS_PERSISTENCE: '', REDIS_URL: '', LOG_FORMAT: '', CLEANUP_CRON: '' };

    expect(validateEnv(empty)).toEqual(new Env());
  });

  it('leaves variables it does not know alone', () => {
    expect(validateEnv({ PATH: '/usr/bin', port: '1', constructor: 'x' })).toEqual(new Env());
  });

  it.each(['false', '0'])('takes %s as false', (text) => {
    expect(validateEnv({ ENABLE_REDIS_PERSISTENCE: text }).ENABLE_REDIS_PERSISTENCE).toBe(false);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '0x50'],
    ['PORT', '8e3'],
    ['PORT', ' 80'],
    ['PORT', '80.5'],
    ['CONCURRENCY', '0'],
    ['RETENTION_HOURS', '-1'],
    ['MAX_OUTPUT_BYTES', '99999999999999999999'],
    ['ENABLE_REDIS_PERSISTENCE', 'yes'],
    ['ENABLE_REDIS_PERSISTENCE', 'TRUE '],
    ['READY_FAIL_ON_REDIS', 'off'],
    ['REDIS_URL', 'http://example.org'],
    ['REDIS_URL', 'redis://two words'],
    ['REDIS_KEY_PREFIX', 'a{b}'],
    ['REDIS_MODE', 'replicated'],
    ['CLEANUP_CRON', 'hourly'],
    ['CLEANUP_CRON', '0 0 31 2 *'],
    ['CLEANUP_CRON', '0 0 30 feb *'],
    ['CLEANUP_CRON', '0 0 31 4,6,9,11 *'],
    ['NODE_ENV', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['OTEL_TRACES_EXPORTER', 'console'],
  ])('refuses %s=%s and says why', (name, value) => {
    expect(refusalOf({ [name]: value }).faults).toEqual([
      expect.stringMatching(new RegExp(`^${name} must be `)),
    ]);
  });

  it('repeats no value when it refuses one', () => {
    const everyVariable = variablesOf(Env).map(({ name }) => [name, 'canary\n\u0000'] as const);
    const refusal = refusalOf(Object.fromEntries(everyVariable));

    expect(refusal.faults).toHaveLength(everyVariable.length);
    expect(refusal.message).not.toContain('canary');
  });

  it('names every faulty variable in one message', () => {
    const refusal = refusalOf({ PORT: 'x', REDIS_DB: '-1', LOG_FORMAT: 'xml', REDIS_PASSWORD: 'two\nlines' });

    expect(refusal.message).toBe(
      [
        'The environment is not valid:',
        'PORT must be an integer from 0 to 65535',
        'REDIS_DB must be an integer from 0 to 1023',
        'REDIS_PASSWORD must be at most 1024 characters on one line',
        'LOG_FORMAT must be one of json, pretty',
      ].join('\n  '),
    );
  });

  it.each([
    [{ WAIT_DEFAULT_S: '31' }, 'WAIT_DEFAULT_S must not be greater than WAIT_CAP_S'],
    [{ RETRY_BACKOFF_MS: '60001' }, 'RETRY_BACKOFF_MS must not be greater than RETRY_BACKOFF_CAP_MS'],
    [redis({ REDIS_MODE: 'sentinel' }), 'REDIS_SENTINEL_MASTER must be set when REDIS_MODE is sentinel'],
    [redis({ REDIS_MODE: 'cluster', REDIS_DB: '1' }), 'REDIS_DB must be 0 when REDIS_MODE is cluster'],
    [
      { REDIS_TLS: 'true', REDIS_URL: 'redis://a' },
      'REDIS_URL must begin with rediss:// when REDIS_TLS is true',
    ],
    [
      { REDIS_URL: 'redis://a', REDIS_PASSWORD: 'x' },
      'REDIS_PASSWORD is not read beside REDIS_URL: the URL must have the user and the password',
    ],
    [{ JWT_ISSUER: 'a', JWT_AUDIENCE: 'b' }, 'JWT_ISSUER, JWT_AUDIENCE and JWKS_URL must be set together'],
    [{ AUTH: 'on' }, 'API_KEYS or JWT_ISSUER must be set when AUTH is on'],
    [
      { AUTH: 'off', API_KEYS: `ci:read:${'0'.repeat(64)}` },
      'API_KEYS and JWT_ISSUER must not be set when AUTH is off: they would protect nothing',
    ],
    [
      { NODE_ENV: 'production' },
      'API_KEYS or JWT_ISSUER must be set when NODE_ENV is production; AUTH=off says that none is wanted',
    ],
    [
      { HOST: '0.0.0.0' },
      'API_KEYS or JWT_ISSUER must be set when HOST is not this machine; AUTH=off says that none is wanted',
    ],
    [redis({ LEASE_MS: '1500' }), 'LEASE_MS must be greater than REDIS_COMMAND_TIMEOUT_MS'],
  ])('refuses the combination %j', (variables, fault) => {
    expect(refusalOf(variables).faults).toEqual([fault]);
  });

  it.each(['0 0 29 2 *', '@yearly', '0 0 31 2 1'])('takes the rare time %s', (cron) => {
    expect(validateEnv({ CLEANUP_CRON: cron }).CLEANUP_CRON).toBe(cron);
  });

  it.each([
    ['REDIS_URL', 'redis://a'],
    ['REDIS_HOST', '127.0.0.1'],
    ['REDIS_PASSWORD', 'x'],
    ['REDIS_KEY_PREFIX', 'blue'],
    ['PERSISTENCE_FALLBACK', 'refuse'],
    ['READY_FAIL_ON_REDIS', 'true'],
  ])('refuses %s in production where nobody says whether Redis is to be used', (name, value) => {
    expect(refusalOf({ ...PRODUCTION, [name]: value }).faults).toEqual([
      `ENABLE_REDIS_PERSISTENCE must be set when ${name} is: true to use Redis, false to keep processes in memory all the same`,
    ]);
    expect(validateEnv({ ...PRODUCTION, ENABLE_REDIS_PERSISTENCE: 'false', [name]: value })).toBeDefined();
    expect(validateEnv({ [name]: value })).toBeDefined();
  });

  it.each([
    ['REDIS_ULR', 'REDIS_URL'],
    ['REDIS_PASWORD', 'REDIS_PASSWORD'],
    ['redis_url', 'REDIS_URL'],
    ['ENABLE_REDIS_PERSISTANCE', 'ENABLE_REDIS_PERSISTENCE'],
    ['REDIS_URI', 'REDIS_URL'],
    ['API_KEYSS', 'API_KEYS'],
    ['JWKS_URI', 'JWKS_URL'],
  ])('refuses %s in production, because %s is meant and would protect', (name, meant) => {
    expect(refusalOf({ NODE_ENV: 'production', [name]: 'canary' }).message).toContain(
      `${name} is no variable of this service and is not read: is ${meant} meant?`,
    );
    expect(validateEnv({ [name]: 'canary' })).toBeDefined();
  });

  it('refuses a variable by the name it had before, and says the one it has now', () => {
    expect(refusalOf({ RECONCILE_MS: '250' }).faults).toEqual([
      'RECONCILE_MS must not be set: it is called INDEX_CHECK_MS now',
    ]);
    expect(validateEnv({ RECONCILE_MS: '' }).INDEX_CHECK_MS).toBe(250);
  });

  it.each(['API_KEY', 'API_TOKENS', 'BASIC_AUTH'])(
    'refuses %s, which somebody sets who believes to be protected by it',
    (name) => {
      expect(refusalOf({ [name]: 'canary' }).faults).toEqual([
        `${name} must not be set: it is not read and protects nothing; API_KEYS says who may call`,
      ]);
    },
  );

  it.each([
    [{}, 'memory', 'pretty'],
    [{ NODE_ENV: 'test' }, 'memory', 'pretty'],
    [{ NODE_ENV: 'production', AUTH: 'off' }, 'refuse', 'json'],
    [
      { NODE_ENV: 'production', AUTH: 'off', PERSISTENCE_FALLBACK: 'memory', LOG_FORMAT: 'pretty' },
      'memory',
      'pretty',
    ],
  ])('with %j falls back to %s and logs %s', (variables, persistenceFallback, logFormat) => {
    expect(validateEnv(variables)).toMatchObject({ persistenceFallback, logFormat });
  });
});

const PRODUCTION = { NODE_ENV: 'production', AUTH: 'off' };

function redis(variables: Record<string, string>): Record<string, string> {
  return { ENABLE_REDIS_PERSISTENCE: 'true', ...variables };
}

function refusalOf(variables: Record<string, unknown>): InvalidEnvironment {
  try {
    validateEnv(variables);
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error;
    throw error;
  }
  throw new Error('The environment was accepted.');
}
