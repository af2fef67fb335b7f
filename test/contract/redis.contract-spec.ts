import { afterAll, beforeAll, describe } from '@jest/globals';
import { RedisServer } from '../support/redis-server.js';
import { testChangeFeed } from './change-feed.contract.js';
import { testLinearizability } from './process-history.contract.js';
import { testProcessRepository } from './process-repository.contract.js';
import { testStoreModel } from './process-store.contract.js';
import { openRedisSubject } from './redis-subject.js';
import { testWorkerRegistry } from './worker-registry.contract.js';

describe('Redis, one server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  const open = () => openRedisSubject({ url: server.url });
  testProcessRepository('redis', open);
  testWorkerRegistry('redis', open);
  testChangeFeed('redis', open);
  testStoreModel('redis', open);
  testLinearizability('redis', open);
});
