import { afterAll, beforeAll, describe, jest } from '@jest/globals';
import { RedisSentinel } from '../support/redis-sentinel.js';
import { testPersistence } from './persistence.contract.js';
import { openRedisSubject } from './redis-subject.js';

jest.setTimeout(60_000);

describe('Redis with Sentinels', () => {
  let redis: RedisSentinel;
  beforeAll(async () => {
    redis = await RedisSentinel.start();
  });
  afterAll(() => redis.stop());

  const open = () => openRedisSubject({ url: redis.url }, [redis.master]);
  testPersistence('redis sentinel', open, { part: 1 / 3 });
});
