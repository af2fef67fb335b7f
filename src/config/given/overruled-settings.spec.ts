import { describe, expect, it } from '@jest/globals';
import { validateEnv } from '../validate-env.js';
import { overruledSettings } from './overruled-settings.js';

const USED = { ENABLE_REDIS_PERSISTENCE: 'true' };

describe('a setting of Redis beside REDIS_URL', () => {
  it.each([
    ['REDIS_HOST', 'b', 'redis://a'],
    ['REDIS_PORT', '6380', 'redis://a'],
    ['REDIS_PORT', '6379', 'redis://a:7000,b:7001'],
    ['REDIS_DB', '3', 'redis://a'],
    ['REDIS_DB', '0', 'redis://a/3'],
    ['REDIS_USERNAME', 'canary', 'redis://other:p@a'],
    ['REDIS_USERNAME', 'canary', 'redis://a'],
    ['REDIS_PASSWORD', 'canary', 'redis://u:other@a'],
  ])('is named when it says something else: %s=%s, %s', (name, value, url) => {
    const said = {
      name,
      meant: 'REDIS_URL',
      message: expect.stringMatching(new RegExp(`^${name} is not read`)),
    };
    const variables = { ...USED, REDIS_URL: url, [name]: value };

    expect(overruledSettings(validateEnv(variables))).toEqual([said]);
    expect(() => validateEnv({ ...variables, NODE_ENV: 'production', AUTH: 'off' })).toThrow(
      `${name} is not read beside REDIS_URL, which says something else: leave out one of them`,
    );
  });

  it.each([
    ['REDIS_HOST', 'b', 'redis://a:7000,b:7001'],
    ['REDIS_PORT', '7001', 'redis://a:7000,b:7001'],
    ['REDIS_PORT', '6379', 'rediss://[::1]'],
    ['REDIS_HOST', '::1', 'redis://[::1]:7000'],
    ['REDIS_DB', '3', 'redis://a/3'],
    ['REDIS_USERNAME', 'ü', 'redis://%C3%BC:p@a'],
    ['REDIS_PASSWORD', 'p:@/', 'redis://u:p%3A%40%2F@a'],
    ['REDIS_KEY_PREFIX', 'blue', 'redis://a'],
  ])('is nothing to speak of when it says the same: %s=%s, %s', (name, value, url) => {
    expect(overruledSettings(validateEnv({ ...USED, REDIS_URL: url, [name]: value }))).toEqual([]);
  });

  it('is nothing to speak of without a URL, or where Redis is not used', () => {
    expect(overruledSettings(validateEnv({ ...USED, REDIS_DB: '3' }))).toEqual([]);
    expect(overruledSettings(validateEnv({ REDIS_URL: 'redis://a', REDIS_DB: '3' }))).toEqual([]);
  });
});
