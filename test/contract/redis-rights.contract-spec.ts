import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StoreMonitor } from '../../src/health/store-monitor.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { StoreRefused } from '../../src/persistence/store-refused.js';
import { FakeClock } from '../support/fake-clock.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';
import { liveWholeLife, serverOfSchema1 } from './whole-life.js';

jest.setTimeout(120_000);

/** What a connection says of itself or is always allowed to say: without them everything works as it does with them. */
const OF_CONNECTIONS = ['hello', 'auth', 'quit', 'client|setname', 'client|setinfo'];
/** What the tests themselves ask for beside. */
const OF_TESTS = ['acl|setuser', 'config|resetstat', 'command', 'command|docs'];

const LUA = new URL('../../src/persistence/redis/lua/', import.meta.url);

describe('the rights of the user of Redis', () => {
  let server: RedisServer;
  let needed: string[];

  beforeAll(async () => {
    server = await serverOfSchema1();
    await server.admin.config('RESETSTAT');
    await liveWholeLife(server);
    const used = await commandsUsed(server);
    needed = used.filter((command) => ![...OF_CONNECTIONS, ...OF_TESTS].includes(command));
  });
  afterAll(() => server.stop());

  it('are found out by a life that uses every command of every script', () => {
    expect(commandsInScripts().filter((command) => !needed.includes(command))).toEqual([]);
    expect(needed.length).toBeGreaterThan(30);
  });

  it('are each asked for at start, and named when missing, with what needs them', async () => {
    const found: Record<string, string> = {};
    for (const command of needed) {
      await server.admin.call('ACL', 'SETUSER', STORE_USER.username, `-${command}`);
      found[command] = await refusalAt(server.url);
      await server.admin.call('ACL', 'SETUSER', STORE_USER.username, `+${command}`);
    }
    expect(found).toEqual(
      Object.fromEntries(
        needed.map((command) => [
          command,
          expect.stringMatching(new RegExp(`^rights: .*the command ${command.replace('|', '\\|')}\\b`)),
        ]),
      ),
    );
    expect(await refusalAt(server.url)).toBe('none');
  });

  it('are all named at once', async () => {
    await server.admin.call('ACL', 'SETUSER', STORE_USER.username, '-zadd', '-srem');
    const refusal = await refusalAt(server.url);
    await server.admin.call('ACL', 'SETUSER', STORE_USER.username, '+zadd', '+srem');
    expect(refusal).toMatch(
      /the command srem, which compares indexes; the command zadd, which enters processes in indexes/,
    );
  });

  it('turn health within one check when one is taken away, by its name, and back when it is given again', async () => {
    const store = await openRedisPersistence({ url: server.url });
    const monitor = new StoreMonitor(store, new FakeClock());
    for (const command of needed) {
      await server.admin.call('ACL', 'SETUSER', STORE_USER.username, `-${command}`);
      await monitor.check().catch(() => undefined);
      expect([command, monitor.state]).toEqual([
        command,
        expect.objectContaining({
          ...{ status: 'down', reason: 'missing_right' },
          detail: expect.stringContaining(`the command ${command}`),
        }),
      ]);
      await server.admin.call('ACL', 'SETUSER', STORE_USER.username, `+${command}`);
      await monitor.check();
      expect(monitor.state.status).toBe('up');
    }
    await store.onApplicationShutdown();
  });

  it('leave nothing behind where they were asked for', async () => {
    const bare = await RedisServer.start();
    const store = await openRedisPersistence({ url: bare.url });
    await store.check();
    const keys = await bare.admin.keys('*');
    expect(keys.filter((key) => !/^decisions:\{\w+\}:canary$/.test(key))).toEqual([]);
    for (const key of keys) expect(await bare.admin.pttl(key)).toBeGreaterThan(0);
    await store.onApplicationShutdown();
    await bare.stop();
  });
});

describe('the rights of the user of a Redis Cluster', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  });
  afterAll(() => cluster.stop());

  it('are asked for on each master, at start and later', async () => {
    const store: Persistence = await openRedisPersistence({ url: cluster.url });
    for (const { admin } of cluster.masters) {
      for (const command of ['zadd', 'time']) {
        await admin.call('ACL', 'SETUSER', STORE_USER.username, `-${command}`);
        expect(await refusalAt(cluster.url)).toMatch(`the command ${command}`);
        await expect(store.check()).rejects.toMatchObject({
          reason: 'missing_right',
          detail: expect.stringContaining(`the command ${command}`),
        });
        await admin.call('ACL', 'SETUSER', STORE_USER.username, `+${command}`);
        await store.check();
      }
    }
    await store.onApplicationShutdown();
  });
});

/** Why the store is refused, or `none`. */
async function refusalAt(url: string): Promise<string> {
  try {
    const store = await openRedisPersistence({ url, commandTimeoutMs: 5_000, connectDeadlineMs: 10_000 });
    await store.onApplicationShutdown();
    return 'none';
  } catch (error) {
    return error instanceof StoreRefused ? `${error.kind}: ${error.message}` : String(error);
  }
}

async function commandsUsed({ admin }: RedisServer): Promise<string[]> {
  const stats = await admin.info('commandstats');
  return [...stats.matchAll(/^cmdstat_([^:]+):/gm)].map(([, command = '']) => command);
}

function commandsInScripts(): string[] {
  const files = readdirSync(LUA, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.lua'),
  );
  const texts = files.map((name) => readFileSync(new URL(name, LUA), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/'([A-Z]{3,})'/g)].map(([, name = '']) => name));
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => !ARGUMENTS.includes(name));
}

/** Words in capitals that are arguments of commands. */
const ARGUMENTS = ['byscore', 'limit', 'withscores', 'rev'];
