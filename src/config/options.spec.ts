import { describe, expect, it } from '@jest/globals';
import { enginesOptions, httpSettings, runSettings, tracingOptions } from './options.js';
import { persistenceOptions } from './store-options.js';
import { validateEnv } from './validate-env.js';
import { newWorkerId } from './worker-id.js';

describe('what the parts of the service are told of the environment', () => {
  it('is to keep processes in memory, unless Redis is enabled', () => {
    expect(persistenceOptions(validateEnv({}))).toEqual({ driver: 'memory', options: { warnings: [] } });
    expect(persistenceOptions(validateEnv({ REDIS_URL: 'redis://host' })).driver).toBe('memory');
  });

  it.each([
    [{ REDIS_URL: 'redis://host' }, ['redis_settings_ignored']],
    [{ NODE_ENV: 'production', AUTH: 'off' }, ['memory_in_production']],
    [{ ROLE: 'api' }, ['memory_without_worker']],
    [
      { NODE_ENV: 'production', AUTH: 'off', ENABLE_REDIS_PERSISTENCE: 'false', REDIS_HOST: '127.0.0.1' },
      ['redis_settings_ignored', 'memory_in_production'],
    ],
  ])('is what speaks against memory with %j', (variables, codes) => {
    const options = codes.map((code) => expect.objectContaining({ code }));

    expect(persistenceOptions(validateEnv(variables))).toMatchObject({
      driver: 'memory',
      options: { warnings: options },
    });
  });

  it('is where Redis is and what to do without it', () => {
    const variables = {
      ...{
        NODE_ENV: 'production',
        AUTH: 'off',
        ENABLE_REDIS_PERSISTENCE: 'true',
        REDIS_URL: 'redis://host:7000/3',
      },
      ...{ REDIS_PORT: '7000', REDIS_DB: '3', REDIS_KEY_PREFIX: 'blue', REDIS_COMMAND_TIMEOUT_MS: '700' },
    };

    expect(persistenceOptions(validateEnv(variables))).toMatchObject({
      driver: 'redis',
      options: {
        url: 'redis://host:7000/3',
        port: 7_000,
        db: 3,
        keyPrefix: 'blue',
        commandTimeoutMs: 700,
        mode: 'auto',
      },
    });
  });

  it('is which modules bring further engines', () => {
    expect(enginesOptions(validateEnv({ ENGINE_MODULES: './one.mjs, ./two.mjs,' }))).toEqual({
      modules: ['./one.mjs', './two.mjs'],
    });
    expect(enginesOptions(validateEnv({}))).toEqual({ modules: [] });
  });

  it('is where traces go: nowhere, unless an exporter is named', () => {
    expect(tracingOptions(validateEnv({}))).toEqual({ exporter: 'none' });
    expect(tracingOptions(validateEnv({ OTEL_TRACES_EXPORTER: 'otlp' }))).toEqual({ exporter: 'otlp' });
  });

  it('is how to run processes and how to answer requests', () => {
    const env = validateEnv({ CONCURRENCY: '3', LEASE_MS: '4000', ROLE: 'worker', WAIT_CAP_S: '20' });
    const worker = newWorkerId();

    expect(runSettings(env, worker)).toMatchObject({
      worker,
      role: 'worker',
      concurrency: 3,
      leaseMs: 4_000,
      retentionHours: 24,
    });
    expect(httpSettings(env)).toMatchObject({ waitCapS: 20, bodyLimitBytes: 1_048_576 });
  });

  it('is a name for the worker that no other has', () => {
    expect(new Set(Array.from({ length: 100 }, newWorkerId)).size).toBe(100);
  });
});
