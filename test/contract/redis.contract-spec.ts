import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { aPendingProcess, aWorkerId, CREATED } from '../support/a-process.js';
import { RedisServer } from '../support/redis-server.js';
import { testPersistence } from './persistence.contract.js';
import { openRedisSubject } from './redis-subject.js';
import { dueIds } from '../support/due.js';

jest.setTimeout(60_000);

describe('Redis, one server', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  const open = () => openRedisSubject({ url: server.url }, [server]);
  testPersistence('redis', open);

  it('follows a pending process to another time it may be begun', async () => {
    const subject = await open();
    const { persistence } = subject;
    const pending = aPendingProcess();
    const later = { ...pending, revision: 2, runAt: CREATED + 500 };
    await persistence.processes.create(pending);
    expect(await persistence.processes.swap(pending, later)).toBe(true);
    expect(await dueIds(persistence.processes, CREATED + 499, 1)).toEqual([]);
    expect(await dueIds(persistence.processes, CREATED + 500, 1)).toEqual([pending.id]);
    await subject.dispose();
  });

  it('takes a lease for over that was held before the clock was set back, until it is renewed', async () => {
    const subject = await open();
    const { workers } = subject.persistence;
    const [worker, other] = [aWorkerId(), aWorkerId()];
    const now = await workers.heartbeat(worker, 10_000);
    await workers.heartbeat(other, 600_000);
    // The end of a lease that was held while the clock was an hour ahead.
    await server.admin.zadd(`${subject.keyPrefix}:workers`, now + 3_610_000, worker);
    expect(await workers.expired()).toEqual([worker]);
    await workers.heartbeat(worker, 10_000);
    expect(await workers.expired()).toEqual([]);
    expect((await workers.all()).sort()).toEqual([worker, other].sort());
    await workers.remove(worker);
    await workers.remove(other);
    expect(await server.admin.exists(`${subject.keyPrefix}:workers`)).toBe(0);
    await subject.dispose();
  });

  it('hears nothing of what is changed in another database of the server under the same names', async () => {
    const subject = await open();
    const keyPrefix = subject.keyPrefix;
    const other = await openRedisPersistence({ url: `${server.url}/1`, keyPrefix });
    const leaving = new AbortController();
    const heard: string[] = [];
    const own = aPendingProcess();
    const reading = (async () => {
      for await (const { id } of subject.persistence.changes.changes(leaving.signal)) {
        heard.push(id);
        if (id === own.id) leaving.abort();
      }
    })();
    await other.processes.create(aPendingProcess());
    await subject.persistence.processes.create(own);
    await reading;
    expect(heard).toEqual([own.id]);
    await other.onApplicationShutdown();
    await subject.dispose();
  });
});
