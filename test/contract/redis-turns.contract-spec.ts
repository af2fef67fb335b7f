import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { aPendingProcess, CREATED } from '../support/a-process.js';
import { QUEUES } from '../support/due.js';
import { RedisServer, TEST_PREFIX } from '../support/redis-server.js';
import { storeAll } from './subject.js';

describe('turns of owners on Redis', () => {
  jest.setTimeout(60_000);
  let server: RedisServer;
  let store: Persistence;

  beforeAll(async () => {
    server = await RedisServer.start();
    store = await openRedisPersistence({ url: server.url, keyPrefix: TEST_PREFIX });
  });

  afterAll(async () => {
    await store.onApplicationShutdown();
    await server.stop();
  });

  /** How many commands one look at what is due runs in the server. */
  async function commandsOfOneLook(): Promise<number> {
    await server.admin.config('RESETSTAT');
    await store.processes.due({ queues: QUEUES, now: CREATED, limit: 8, turn: 400 });
    const stats = await server.admin.info('commandstats');
    const calls = [...stats.matchAll(/cmdstat_(?:zrange|zcount):calls=(\d+)/g)].map(([, count]) =>
      Number(count),
    );
    return calls.reduce((sum, each) => sum + each, 0);
  }

  it('cost no more for a thousand owners than for a hundred, and nothing where there are none', async () => {
    const owned = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, nth) => aPendingProcess({ owner: `owner ${from + nth}` }));
    await storeAll(store.processes, [aPendingProcess()]);
    const open = await commandsOfOneLook();
    await storeAll(store.processes, owned(0, 100));
    await commandsOfOneLook();
    await storeAll(store.processes, owned(100, 1_000));
    const many = await commandsOfOneLook();
    await storeAll(store.processes, owned(1_000, 3_000));
    expect(await commandsOfOneLook()).toBeLessThanOrEqual(many * 1.1);
    // Each queue of each partition: what is due, and what comes after it; from turn 400 on and then from the front.
    const keys = 16 * (QUEUES.length + 1);
    expect(open).toBeLessThanOrEqual(4 * keys);
    expect(many).toBeLessThanOrEqual(open + 2 * 8 * 16);
  });
});
