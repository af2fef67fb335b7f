import { afterAll, beforeAll, describe } from '@jest/globals';
import { RedisSentinel } from '../support/redis-sentinel.js';
import { testChangeFeed } from './change-feed.contract.js';
import { openRedisSubject } from './redis-subject.js';
import { testWorkerRegistry } from './worker-registry.contract.js';

describe('Redis with Sentinels', () => {
  let redis: RedisSentinel;
  beforeAll(async () => {
    redis = await RedisSentinel.start();
  }, 60_000);
  afterAll(() => redis.stop());

  const open = () => openRedisSubject({ url: redis.url });
  testWorkerRegistry('redis sentinel', open);
  testChangeFeed('redis sentinel', open);
});
