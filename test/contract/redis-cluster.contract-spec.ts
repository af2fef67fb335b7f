import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { testPersistence } from './persistence.contract.js';
import { openRedisSubject } from './redis-subject.js';

jest.setTimeout(60_000);

describe('Redis Cluster, three masters', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  const open = () => openRedisSubject({ url: cluster.url }, cluster.masters);
  testPersistence('redis cluster', open, { part: 1 / 3 });

  it('would refuse a script that used a key it was not given, even one of the same master', async () => {
    const [first, second] = new ProcessKeys('decisions').partitions;
    const script = "#!lua\nreturn redis.call('GET', ARGV[1])";
    const read = (key = '', other = '') => cluster.masters[0]?.admin.eval(script, 1, key, other);
    await expect(read(first?.canary, second?.canary)).rejects.toThrow(/slot/);
    await expect(read(first?.canary, first?.canary)).resolves.toBeNull();
  });
});
