import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ProcessKeys } from '../../src/persistence/redis/process-keys.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { testChangeFeed } from './change-feed.contract.js';
import { testLinearizability } from './process-history.contract.js';
import { testProcessRepository } from './process-repository.contract.js';
import { testStoreModel } from './process-store.contract.js';
import { openRedisSubject } from './redis-subject.js';
import { testWorkerRegistry } from './worker-registry.contract.js';

jest.setTimeout(60_000);

describe('Redis Cluster, three masters', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  const open = () => openRedisSubject({ url: cluster.url });
  testProcessRepository('redis cluster', open);
  testWorkerRegistry('redis cluster', open);
  testChangeFeed('redis cluster', open);
  testStoreModel('redis cluster', open);
  testLinearizability('redis cluster', open);

  it('would refuse a script that used a key it was not given, even one of the same master', async () => {
    const [first, second] = new ProcessKeys('decisions').partitions;
    const script = "#!lua\nreturn redis.call('GET', ARGV[1])";
    const read = (key = '', other = '') => cluster.masters[0]?.admin.eval(script, 1, key, other);
    await expect(read(first?.canary, second?.canary)).rejects.toThrow(/slot/);
    await expect(read(first?.canary, first?.canary)).resolves.toBeNull();
  });
});
