import { afterAll, beforeAll, describe } from '@jest/globals';
import { RedisCluster } from '../support/redis-cluster.js';
import { testChangeFeed } from './change-feed.contract.js';
import { testLinearizability } from './process-history.contract.js';
import { testProcessRepository } from './process-repository.contract.js';
import { testStoreModel } from './process-store.contract.js';
import { openRedisSubject } from './redis-subject.js';
import { testWorkerRegistry } from './worker-registry.contract.js';

describe('Redis Cluster, three masters', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  }, 60_000);
  afterAll(() => cluster.stop());

  const open = () => openRedisSubject({ url: cluster.url });
  testProcessRepository('redis cluster', open);
  testWorkerRegistry('redis cluster', open);
  testChangeFeed('redis cluster', open);
  testStoreModel('redis cluster', open);
  testLinearizability('redis cluster', open);
});
