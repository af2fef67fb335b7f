import { describe, expect, it } from '@jest/globals';
import { StoreRefused } from '../../store-refused.js';
import { redisTarget } from './redis-options.js';

describe('Redis options', () => {
  it('have defaults', () => {
    expect(redisTarget({})).toEqual({
      seeds: [{ host: 'localhost', port: 6379 }],
      ...{
        db: 0,
        username: undefined,
        password: undefined,
        tls: false,
        mode: 'auto',
        sentinelMaster: undefined,
      },
      ...{ keyPrefix: 'decisions', connectDeadlineMs: 5_000, commandTimeoutMs: 1_500 },
    });
  });

  it.each([
    ['redis://host', { seeds: [{ host: 'host', port: 6379 }], db: 0, tls: false }],
    ['rediss://host:7000/2', { seeds: [{ host: 'host', port: 7000 }], db: 2, tls: true }],
    ['redis://:pass@host', { username: undefined, password: 'pass' }],
    ['redis://user@host', { username: 'user', password: undefined }],
    ['redis://us%40er:p%3Aa:ss%2F@host', { username: 'us@er', password: 'p:a:ss/' }],
    [
      'redis://u:p@a:1,b:2,c',
      {
        seeds: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
          { host: 'c', port: 6379 },
        ],
      },
    ],
    ['redis://[::1]:7000/', { seeds: [{ host: '::1', port: 7000 }], db: 0 }],
  ])('are read from a URL: %s', (url, expected) => {
    expect(redisTarget({ url })).toMatchObject(expected);
  });

  it('take the URL before anything else that names a server', () => {
    const { seeds, password, db } = redisTarget({
      url: 'redis://a',
      host: 'b',
      port: 1,
      password: 'x',
      db: 3,
    });
    expect({ seeds, password, db }).toEqual({
      seeds: [{ host: 'a', port: 6379 }],
      password: undefined,
      db: 0,
    });
  });

  it('take an empty URL and an empty password for none', () => {
    expect(redisTarget({ url: '', host: 'b', password: '' })).toMatchObject({
      seeds: [{ host: 'b', port: 6379 }],
      password: undefined,
    });
  });

  it.each([
    { url: 'http://secret' },
    { url: 'redis://' },
    { url: 'redis://secret:p@' },
    { url: 'redis://secret:port' },
    { url: 'redis://%zz:secret@host' },
    { url: 'redis://host/secret' },
    { keyPrefix: '{secret}' },
    { keyPrefix: '' },
  ])('are refused without the value at fault: %p', (options) => {
    const read = () => redisTarget(options);
    expect(read).toThrow(StoreRefused);
    expect(read).not.toThrow(/secret/);
  });
});
