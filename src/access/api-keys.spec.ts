import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiKeys, parseApiKeys } from './api-keys.js';

const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');

describe('keys in the configuration', () => {
  it('have a name, roles and a digest', () => {
    expect(parseApiKeys(`ci:read+write:${digest('a')}, ops:admin:${digest('b').toUpperCase()}`)).toEqual([
      { name: 'ci', roles: ['read', 'write'], digest: Buffer.from(digest('a'), 'hex') },
      { name: 'ops', roles: ['admin'], digest: Buffer.from(digest('b'), 'hex') },
    ]);
  });

  it.each([
    '',
    'ci',
    'ci:read',
    `:read:${digest('a')}`,
    `ci::${digest('a')}`,
    `ci:owner:${digest('a')}`,
    `ci:read+:${digest('a')}`,
    `ci:read:${digest('a')}:more`,
    `ci:read:${digest('a').slice(1)}`,
    `ci:read:secret-itself`,
    `c i:read:${digest('a')}`,
    `ci:read:${digest('a')},`,
  ])('are refused as a whole when one is not of this form: %j', (text) => {
    expect(parseApiKeys(text)).toBeNull();
  });
});

describe('the secret of a caller', () => {
  const keys = new ApiKeys(
    parseApiKeys(`ci:read:${digest('old')},ci:read+write:${digest('new')},ops:admin:${digest('root')}`) ?? [],
  );

  it('tells who it is, and two keys of one name are one caller', () => {
    expect(keys.callerOf('old')).toEqual({ name: 'ci', roles: new Set(['read']) });
    expect(keys.callerOf('new')).toEqual({ name: 'ci', roles: new Set(['read', 'write']) });
    expect(keys.callerOf('root')).toEqual({ name: 'ops', roles: new Set(['admin']) });
  });

  it('is that of the first entry where two have the same', () => {
    const twice = parseApiKeys(`ci:read:${digest('same')},ops:admin:${digest('same')}`) ?? [];
    expect(new ApiKeys(twice).callerOf('same')?.name).toBe('ci');
  });

  it('tells nothing when it is of nobody, the digest of a key included', () => {
    fc.assert(
      fc.property(fc.string(), (secret) => {
        fc.pre(!['old', 'new', 'root'].includes(secret));
        expect(keys.callerOf(secret)).toBeNull();
      }),
    );
    expect(keys.callerOf(digest('root'))).toBeNull();
  });
});
