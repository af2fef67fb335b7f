import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Env } from '../env.js';
import { editsBetween, lookAlikes } from './look-alikes.js';
import { variablesOf } from '../variable.js';

const KNOWN = variablesOf(Env).map(({ name }) => name);

describe('a variable that looks like one of the service', () => {
  it.each([
    ['REDIS_ULR', 'REDIS_URL'],
    ['REDIS_PASS', 'REDIS_PASSWORD'],
    ['REDIS_DATABASE', 'REDIS_DB'],
    ['REDIS_TLS_URL', 'REDIS_TLS'],
    ['USE_REDIS', 'ENABLE_REDIS_PERSISTENCE'],
    ['PERSISTENCE', 'ENABLE_REDIS_PERSISTENCE'],
    ['REDIS_CONNECTION_STRING', 'REDIS_URL'],
    ['REDIS_SENTINELS', 'REDIS_URL'],
    ['REDIS_AUTH', 'REDIS_PASSWORD'],
    ['REDIS_MASTER_NAME', 'REDIS_SENTINEL_MASTER'],
    ['CONCURENCY', 'CONCURRENCY'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['RETENTION_DAYS', 'RETENTION_HOURS'],
    ['log_level', 'LOG_LEVEL'],
    ['PROT', 'PORT'],
    ['ENGINE_MODULE', 'ENGINE_MODULES'],
  ])('is named with the one that is meant: %s, %s', (name, meant) => {
    expect(lookAlikes([name], KNOWN)).toMatchObject([{ name, meant }]);
  });

  it.each([
    ...[
      'PATH',
      'HOME',
      'HOSTNAME',
      'USER',
      'SHELL',
      'PWD',
      'LANG',
      'TERM',
      'EDITOR',
      'NODE_OPTIONS',
      'NODE_EXTRA_CA_CERTS',
    ],
    ...[
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_SERVICE_NAME',
      'DECISIONS_URL',
      'npm_config_cache',
      'KUBERNETES_SERVICE_HOST',
    ],
    ...[
      'REDIS_SERVICE_HOST',
      'REDIS_SERVICE_PORT',
      'REDIS_PORT_6379_TCP',
      'REDIS_PORT_6379_TCP_ADDR',
      'TZ',
      'CI',
    ],
    ...KNOWN,
  ])('is none of those that others read: %s', (name) => {
    expect(lookAlikes([name], KNOWN)).toEqual([]);
  });

  it('is found with any one slip of the keys', () => {
    const slip = fc
      .record({
        name: fc.constantFrom(...KNOWN),
        at: fc.nat(),
        how: fc.constantFrom('drop', 'double', 'swap'),
      })
      .map(({ name, at, how }) => slipped(name, at % (name.length - 1), how))
      .filter((name) => !KNOWN.includes(name));

    fc.assert(
      fc.property(slip, (name) => {
        expect(lookAlikes([name], KNOWN)).toMatchObject([{ isMisspelt: true }]);
      }),
    );
  });
});

describe('the edits between two words', () => {
  it('are those of the shortest way, the same in both directions', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = editsBetween(a, b);
        expect(edits).toBe(editsBetween(b, a));
        expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(edits === 0).toBe(a === b);
      }),
    );
  });
});

function slipped(name: string, at: number, how: string): string {
  const [before, after] = [name.slice(0, at), name.slice(at + 2)];
  const [one = '', two = ''] = [name[at], name[at + 1]];
  if (how === 'drop') return before + two + after;
  return how === 'double' ? before + one + one + two + after : before + two + one + after;
}
