import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemClock } from '../../src/decisions/application/base/clock.js';
import { UnservedWork } from '../../src/decisions/application/background/unserved-work.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { aPendingProcess } from '../support/a-process.js';
import { anInstance, type Instance } from '../support/an-instance.js';
import { RedisServer, TEST_PREFIX } from '../support/redis-server.js';
import { scriptedEngine } from '../support/scripted-engine.js';
import { until } from '../support/until.js';

const MANY = 1_020;
const OURS = { engine: 'scripted', plan: ['only'] };

describe('work on a real Redis that an instance cannot run', () => {
  jest.setTimeout(60_000);
  let server: RedisServer;
  let store: Persistence;
  let instance: Instance;

  beforeEach(async () => {
    server = await RedisServer.start();
    store = await openRedisPersistence({ url: server.url, keyPrefix: TEST_PREFIX });
  });

  afterEach(async () => {
    await instance.shutDown();
    await store.onApplicationShutdown();
    await server.stop();
  });

  async function join(): Promise<void> {
    const engines = [scriptedEngine({ only: () => 'done' })];
    instance = await anInstance({ persistence: store, clock: new SystemClock(), engines });
    await instance.start();
  }

  async function completed(): Promise<number> {
    return (await store.processes.statistics([])).counts.completed;
  }

  it('stands before nothing when its engine is not here, and is known by name and number', async () => {
    const createdAt = Date.now() - 60_000;
    for (let n = 0; n < MANY; n++)
      await store.processes.create(aPendingProcess({ engine: 'gone', createdAt }));
    await store.processes.create(aPendingProcess({ ...OURS, createdAt: Date.now() }));
    await join();
    await until(async () => (await completed()) === 1);
    const unserved = [{ engine: 'gone', version: 1, pending: MANY }];
    await until(() => instance.module.get(UnservedWork).current.length > 0);
    expect(instance.module.get(UnservedWork).current).toEqual(unserved);
    expect(instance.events).toContainEqual({ type: 'unserved_work', ...unserved[0] });
  });

  it('stands before nothing when a newer release has written it, into the very queue of an engine that is here', async () => {
    const createdAt = Date.now() - 60_000;
    for (let n = 0; n < MANY; n++) {
      const { id } = await store.processes.create(aPendingProcess({ ...OURS, createdAt }));
      const [key = ''] = await server.admin.keys(`*:process:${id}`);
      await server.admin.hset(key, 'schema', 99);
    }
    await store.processes.create(aPendingProcess({ ...OURS, createdAt: Date.now() }));
    await join();
    await until(async () => (await completed()) === 1);
    expect((await store.processes.statistics([])).counts).toMatchObject({ pending: MANY, completed: 1 });
  });
});
