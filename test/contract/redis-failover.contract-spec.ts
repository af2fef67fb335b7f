import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { StoreUnavailable } from '../../src/decisions/domain/errors.js';
import { begin, cancel, resume } from '../../src/decisions/domain/transitions.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import { accepted, aPendingProcess, aProcessId, aWorkerId, CREATED } from '../support/a-process.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { RedisSentinel } from '../support/redis-sentinel.js';
import { indexDifferences } from './redis-indexes.js';
import { openRedisSubject } from './redis-subject.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

/** The first process of each partition, so that every master has some. */
const ONE_OF_EACH_PARTITION = Array.from({ length: 16 }, (_, digit) => {
  const id = aProcessId();
  return aPendingProcess({ id: `${id.slice(0, -1)}${digit.toString(16)}` as typeof id });
});

describe('a Redis Cluster that changes', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  it('moves the slot of a partition while its processes are written, without an error or a double', async () => {
    const subject = await openRedisSubject({ url: cluster.url });
    const { persistence, keyPrefix } = subject;
    const { processes } = persistence;
    const tag = /\{(.*)\}/.exec(new ProcessKeys(keyPrefix).partitions[0]?.times ?? '')?.[1] ?? '';
    const all = ids(40, '0').map((id) => aPendingProcess({ id }));
    await Promise.all(all.map((process) => processes.create(process)));
    let moving = true;
    const lives = Promise.all(all.map((process) => liveWhile(persistence, process, () => moving)));
    await cluster.moveSlotOf(tag);
    moving = false;
    for (const last of await lives) expect(await processes.find(last.id)).toEqual(last);
    expect((await processes.statistics([CREATED + 1])).createdBefore).toEqual([all.length]);
    expect(await cluster.differences(keyPrefix)).toEqual([]);
    await subject.dispose();
  });

  it('answers StoreUnavailable for the partitions of a dead master alone, and for none once its replica took over', async () => {
    const subject = await openRedisSubject({ url: cluster.url });
    const { processes } = subject.persistence;
    await Promise.all(ONE_OF_EACH_PARTITION.map((process) => processes.create(process)));
    await cluster.replicated();
    await cluster.masters[0]?.kill();
    const outcomes = await Promise.allSettled(ONE_OF_EACH_PARTITION.map(({ id }) => processes.find(id)));
    outcomes.forEach((outcome, nth) => {
      if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(ONE_OF_EACH_PARTITION[nth]);
      else expect(outcome.reason).toBeInstanceOf(StoreUnavailable);
    });
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(10);
    await until(() =>
      processes.list({ limit: 20 }).then(
        () => true,
        () => false,
      ),
    );
    for (const process of ONE_OF_EACH_PARTITION) {
      expect(await processes.find(process.id)).toEqual(process);
      expect(await processes.swap(process, accepted(cancel(process, CREATED)))).toBe(true);
    }
    await subject.dispose();
  });
});

describe('Redis with Sentinels that fails over', () => {
  let redis: RedisSentinel;
  beforeAll(async () => {
    redis = await RedisSentinel.start();
  });
  afterAll(() => redis.stop());

  it('answers StoreUnavailable and never null until the replica is the master, then goes on', async () => {
    const subject = await openRedisSubject({ url: redis.url });
    const { persistence, keyPrefix } = subject;
    const { processes } = persistence;
    const stored = await processes.create(aPendingProcess());
    await redis.master.admin.wait(1, 5_000);
    await redis.master.kill();
    await until(async () => {
      const found = await processes.find(stored.id).catch(unknownOnly);
      if (found === 'unknown') return false;
      expect(found).toEqual(stored);
      return persistence.check().then(
        () => true,
        () => false,
      );
    });
    const begun = accepted(begin(stored, aWorkerId(), CREATED));
    expect(await processes.swap(stored, begun)).toBe(true);
    expect(await processes.find(stored.id)).toEqual(begun);
    expect(await indexDifferences([redis.replica.admin], keyPrefix)).toEqual([]);
    await subject.dispose();
  });
});

/** Cancels and resumes a process again and again; every outcome has to be known and right. */
async function liveWhile(
  { processes }: Persistence,
  process: DecisionProcess,
  goesOn: () => boolean,
): Promise<DecisionProcess> {
  let current = process;
  while (goesOn()) {
    const next = accepted(current.status === 'pending' ? cancel(current, CREATED) : resume(current, CREATED));
    expect(await processes.swap(current, next)).toBe(true);
    current = next;
  }
  return current;
}

function unknownOnly(error: unknown): 'unknown' {
  expect(error).toBeInstanceOf(StoreUnavailable);
  return 'unknown';
}

function ids(count: number, digit: string): ReturnType<typeof aProcessId>[] {
  return Array.from({ length: count }, () => {
    const id = aProcessId();
    return `${id.slice(0, -1)}${digit}` as typeof id;
  });
}
