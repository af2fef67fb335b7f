import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemClock } from '../../src/decisions/application/base/clock.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { A_START, anInstance, type Instance } from '../support/an-instance.js';
import { RedisServer, TEST_PREFIX } from '../support/redis-server.js';
import { Gate, type ScriptedEngine, scriptedEngine } from '../support/scripted-engine.js';
import { until } from '../support/until.js';
import { ANYONE } from '../../src/decisions/domain/caller.js';

const LEASE_MS = 600;

describe('hints on the channel of changes of a real Redis', () => {
  jest.setTimeout(60_000);
  let server: RedisServer;
  const instances: Instance[] = [];

  beforeEach(async () => {
    server = await RedisServer.start();
  });

  afterEach(async () => {
    for (const instance of instances.splice(0)) await instance.shutDown();
    await server.stop();
  });

  async function join(engine: ScriptedEngine, db = 0): Promise<Instance> {
    const persistence = await openRedisPersistence({ url: `${server.url}/${db}`, keyPrefix: TEST_PREFIX });
    const worker = `worker-${instances.length + 1}`;
    const settings = { leaseMs: LEASE_MS, shutdownGraceMs: 0 };
    const instance = await anInstance({
      persistence,
      clock: new SystemClock(),
      engines: [engine],
      worker,
      settings,
    });
    const shutDown = async () => {
      await instance.shutDown();
      await persistence.onApplicationShutdown();
    };
    instances.push({ ...instance, shutDown });
    await instance.start();
    return instance;
  }

  it('stop no run when anybody may write them, and cost it no attempt', async () => {
    const gate = new Gate<string>();
    const instance = await join(scriptedEngine({ only: () => gate.opened }));
    const { process } = await instance.manager.start(A_START);
    const channels = (await server.admin.call('PUBSUB', 'CHANNELS', `${TEST_PREFIX}*`)) as string[];
    expect(channels).toHaveLength(1);
    const heardAt = performance.now();
    await until(async () => {
      for (const channel of channels) await server.admin.publish(channel, `${process.id} 999 cancelled`);
      return performance.now() - heardAt > 3 * LEASE_MS;
    });
    gate.open('done');
    await until(async () => (await instance.access.get(ANYONE, process.id)).status !== 'running');
    expect(await instance.access.get(ANYONE, process.id)).toMatchObject({
      status: 'completed',
      finished: [{ attempts: 1 }],
    });
  });

  it('do not reach an instance on another database of the same server', async () => {
    const gate = new Gate<string>();
    const one = await join(scriptedEngine({ only: () => gate.opened }), 0);
    const other = await join(scriptedEngine({ only: () => gate.opened }), 1);
    const request = { ...A_START, idempotencyKey: 'the same in both' };
    const { process } = await one.manager.start(request);
    expect((await other.manager.start(request)).process.id).toBe(process.id);
    await other.access.cancel(ANYONE, process.id, null);
    await until(async () => (await other.access.get(ANYONE, process.id)).status === 'cancelled');
    gate.open('done');
    await until(async () => (await one.access.get(ANYONE, process.id)).status !== 'running');
    expect(await one.access.get(ANYONE, process.id)).toMatchObject({
      status: 'completed',
      finished: [{ attempts: 1 }],
    });
  });
});
