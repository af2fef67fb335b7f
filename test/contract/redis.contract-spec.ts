import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aPendingProcess, CREATED } from '../support/a-process.js';
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

  const open = () => openRedisSubject({ url: server.url });
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
});
