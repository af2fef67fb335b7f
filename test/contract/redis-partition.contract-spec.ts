import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { StoreUnavailable } from '../../src/decisions/domain/errors.js';
import { cancel } from '../../src/decisions/domain/transitions.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { accepted, aPendingProcess, CREATED } from '../support/a-process.js';
import { RedisSentinel } from '../support/redis-sentinel.js';
import { type Settings, STORE_USER } from '../support/redis-server.js';
import { indexDifferences } from './redis-indexes.js';
import { openRedisSubject } from './redis-subject.js';
import type { Subject } from './subject.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

/** What `docs/durability.md` recommends to a master with replicas. */
const NEEDS_A_REPLICA: Settings = { 'min-replicas-to-write': '1', 'min-replicas-max-lag': '1' };

/**
 * The master loses its replica and its Sentinels, and keeps its clients: those that hear the Sentinels, and those that
 * were cut off together with it and hear nobody else.
 */
describe('a master that is cut off with its clients', () => {
  let redis: RedisSentinel;
  /** Hears the Sentinels. */
  let subject: Subject & { readonly keyPrefix: string };
  /** Hears the master alone. */
  let cutOff: Persistence;
  let stored: DecisionProcess;

  afterEach(async () => {
    await cutOff.onApplicationShutdown();
    await subject.dispose();
    await redis.stop();
  });

  it('goes on accepting what is lost when it learns of its successor; all else goes on there', async () => {
    await start({});
    split();
    const lost = await cutOff.processes.create(aPendingProcess());
    await until(() => isUnknown(lost.id));
    const late = await cutOff.processes.create(aPendingProcess());
    const kept = await subject.persistence.processes.create(aPendingProcess());
    expect(await cutOff.processes.find(lost.id)).toEqual(lost);
    await heal();
    for (const each of [lost, late]) {
      expect(await subject.persistence.processes.find(each.id)).toBeNull();
      expect(await cutOff.processes.find(each.id)).toBeNull();
    }
    expect(await cutOff.processes.find(kept.id)).toEqual(kept);
    await expectNothingElseLost();
  });

  it('refuses, where it needs a replica, all that it could not keep', async () => {
    await start(NEEDS_A_REPLICA);
    split();
    const refused = aPendingProcess();
    await until(() => isRefused(() => cutOff.processes.create(aPendingProcess()), 'no_replicas'));
    expect(await isRefused(() => cutOff.processes.create(refused), 'no_replicas')).toBe(true);
    expect(await cutOff.processes.find(stored.id)).toEqual(stored);
    await until(async () => (await redis.replica.admin.info('replication')).includes('role:master'));
    await until(() => isRefused(() => subject.persistence.check(), 'no_replicas'));
    await heal();
    await until(() => succeeds(() => subject.persistence.check()));
    expect(await subject.persistence.processes.find(refused.id)).toBeNull();
    await expectNothingElseLost();
  });

  async function start(settings: Settings): Promise<void> {
    redis = await RedisSentinel.start({ settings });
    subject = await openRedisSubject({ url: redis.url });
    const url = redis.master.url.replace(String(redis.master.port), String(redis.wire.port));
    cutOff = await openRedisPersistence({ url, keyPrefix: subject.keyPrefix, commandTimeoutMs: 10_000 });
    stored = await subject.persistence.processes.create(aPendingProcess());
    await redis.master.admin.wait(1, 10_000);
  }

  /** Nothing passes between the master and the other servers; clients that log in as the store's user do not notice. */
  function split(): void {
    redis.wire.set({ kind: 'blackhole', exceptFor: STORE_USER.username });
  }

  /** Until the old master is a replica that has all its successor has. Sentinels take their time, some ten seconds. */
  async function heal(): Promise<void> {
    redis.wire.set({ kind: 'none' });
    const { admin } = redis.master;
    await until(async () => (await admin.info('replication')).includes('master_link_status:up'));
    await until(() => isRefused(() => cutOff.check(), 'read_only'));
    await until(() => succeeds(() => cutOff.processes.find(stored.id)));
  }

  /** By the new master: the old one knows it. */
  async function isUnknown(id: DecisionProcess['id']): Promise<boolean> {
    return subject.persistence.processes.find(id).then(
      (found) => found === null,
      () => false,
    );
  }

  async function expectNothingElseLost(): Promise<void> {
    const { processes } = subject.persistence;
    expect(await processes.find(stored.id)).toEqual(stored);
    expect(await processes.swap(stored, accepted(cancel(stored, CREATED)))).toBe(true);
    expect(await indexDifferences([redis.replica.admin], subject.keyPrefix)).toEqual([]);
  }
});

async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  return call().then(
    () => true,
    () => false,
  );
}

async function isRefused(call: () => Promise<unknown>, reason: string): Promise<boolean> {
  return call().then(
    () => false,
    (error: unknown) => reasonOf(error) === reason,
  );
}

function reasonOf(error: unknown): string | null {
  return error instanceof StoreUnavailable ? error.reason : null;
}
