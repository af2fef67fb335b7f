import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { cancel } from '../../src/decisions/domain/transitions.js';
import { StoreRefused } from '../../src/persistence/store-refused.js';
import type { RedisOptions } from '../../src/persistence/redis/opening/redis-options.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { accepted, aPendingProcess } from '../support/a-process.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const QUICK = { connectDeadlineMs: 3_000, commandTimeoutMs: 1_000 } as const;

describe('opening a Redis store', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  it('takes single settings in place of a URL', async () => {
    const { username, password } = STORE_USER;
    const persistence = await openRedisPersistence({
      host: '127.0.0.1',
      port: server.port,
      username,
      password,
    });
    await persistence.check();
    expect(persistence).toMatchObject({ kind: 'redis', durable: true });
    await persistence.onApplicationShutdown();
  });

  it('prefers the URL to single settings', async () => {
    const persistence = await openRedisPersistence({
      url: server.url,
      host: 'no-such-host.invalid',
      port: 1,
    });
    await persistence.onApplicationShutdown();
  });

  it('uses the database it is told to', async () => {
    const persistence = await openRedisPersistence({ url: `${server.url}/3` });
    await persistence.check();
    await persistence.onApplicationShutdown();
    expect(await server.admin.info('keyspace')).toContain('db3:');
  });

  it('is refused by a server that has no such database, or does not let the user select it', async () => {
    expect((await expectRefusal({ url: `${server.url}/99` }, 'misconfigured')).message).toContain(
      'Redis has no database 99',
    );
    const bound = await RedisServer.start();
    await bound.admin.call('ACL', 'SETUSER', STORE_USER.username, '-select');
    expect((await expectRefusal({ url: `${bound.url}/3` }, 'rights')).message).toContain(
      'the command select',
    );
    await bound.stop();
    expect(await server.admin.info('keyspace')).not.toContain('db99:');
  });

  it.each([
    ['to a write', 'WRITE'],
    ['to anything', 'ALL'],
  ])('waits for a server that answers %s, but slower than a command may be later on', async (_what, mode) => {
    await server.admin.call('CLIENT', 'PAUSE', '600', mode);
    const persistence = await openRedisPersistence({ url: server.url, commandTimeoutMs: 100 });
    expect(persistence.kind).toBe('redis');
    await persistence.onApplicationShutdown();
  });

  it('is refused as unreachable where nothing listens', async () => {
    await expectRefusal({ host: '127.0.0.1', port: await freePort() }, 'unreachable');
  });

  it('is refused as unreachable where the name cannot be resolved', async () => {
    await expectRefusal({ host: 'no-such-host.invalid', port: 6379 }, 'unreachable');
  });

  it('is refused as unreachable within the deadline by a server that accepts and says nothing', async () => {
    const silent = await RedisServer.start();
    silent.signal('SIGSTOP');
    await expectRefusal({ url: silent.url }, 'unreachable');
    await silent.stop();
  });

  it('is refused as unreachable where the connection breaks halfway', async () => {
    const proxy = await TcpProxy.start(server.port);
    for (const bytes of [0, 1, 40, 500, 3_000]) {
      proxy.set({ kind: 'cutReply', afterBytes: bytes });
      const url = server.url.replace(String(server.port), String(proxy.port));
      const refused = refusalOf(openRedisPersistence({ url, ...QUICK }));
      expect((await refused).kind).toBe('unreachable');
    }
    await proxy.stop();
  });

  it('is refused for its credentials with a wrong password, an unknown user, and none', async () => {
    const guarded = await RedisServer.start({ requirepass: 'other' });
    await expectRefusal({ host: '127.0.0.1', port: guarded.port, password: 'wrong-horse' }, 'credentials');
    await expectRefusal(
      { host: '127.0.0.1', port: guarded.port, username: 'nobody', password: 'x' },
      'credentials',
    );
    await expectRefusal({ host: '127.0.0.1', port: guarded.port }, 'credentials');
    await guarded.stop();
  });

  it.each([
    ['-eval', 'eval'],
    ['-evalsha', 'evalsha'],
    ['-set', 'set'],
    ['-publish', 'publish'],
    ['-subscribe', 'subscribe'],
    ['-info', 'info'],
    ['resetkeys ~other:*', 'the keys under the prefix'],
    ['resetchannels &other:*', 'the channel of changes'],
  ])('is refused for a missing right by its name: %s', async (change, name) => {
    const bound = await RedisServer.start();
    await bound.admin.call('ACL', 'SETUSER', STORE_USER.username, ...change.split(' '));
    const refused = await expectRefusal({ url: bound.url }, 'rights');
    expect(refused.message).toContain(name);
    await bound.stop();
  });

  it('is refused as misconfigured by a replica, by full memory, and by a master without the replicas it wants', async () => {
    const replica = await RedisServer.start({ replicaof: `127.0.0.1 ${server.port}` });
    await expectRefusal({ url: replica.url }, 'misconfigured');
    await replica.stop();
    const full = await RedisServer.start({ maxmemory: '1' });
    expect((await expectRefusal({ url: full.url }, 'misconfigured')).message).toContain('store_full');
    await full.stop();
    const lonely = await RedisServer.start({ 'min-replicas-to-write': '1' });
    expect((await expectRefusal({ url: lonely.url }, 'misconfigured')).message).toContain('no_replicas');
    await lonely.stop();
  });

  it('is refused as misconfigured by what is no Redis', async () => {
    const other = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expectRefusal({ host: '127.0.0.1', port }, 'misconfigured');
    other.close();
  });

  it('is refused as misconfigured in another mode than the server has', async () => {
    await expectRefusal({ url: server.url, mode: 'cluster' }, 'misconfigured');
    await expectRefusal({ url: server.url, mode: 'sentinel' }, 'misconfigured');
  });

  it('does with the rights that the documentation recommends', async () => {
    const text = await readFile(new URL('../../docs/durability.md', import.meta.url), 'utf8');
    const [, rights = ''] = /^user decisions (.*)$/m.exec(text) ?? [];
    const documented = await RedisServer.start({ 'user decisions': rights });
    const options = {
      host: '127.0.0.1',
      port: documented.port,
      username: 'decisions',
      password: 'change-me',
    };
    const persistence = await openRedisPersistence(options);
    const pending = await persistence.processes.create(aPendingProcess());
    const cancelled = accepted(cancel(pending, pending.updatedAt));
    expect(await persistence.processes.swap(pending, cancelled)).toBe(true);
    expect(await persistence.processes.remove(cancelled)).toBe(true);
    await persistence.onApplicationShutdown();
    const user = new Redis({ ...options, lazyConnect: true });
    await expect(user.keys('*')).rejects.toThrow(/NOPERM/);
    await expect(user.flushall()).rejects.toThrow(/NOPERM/);
    await expect(user.set('other', '')).rejects.toThrow(/NOPERM/);
    user.disconnect();
    await documented.stop();
  });

  it('says where another store is when its own is empty, and only then', async () => {
    const shared = await RedisServer.start();
    const noticesAt = async (options: RedisOptions) => {
      const store = await openRedisPersistence({ url: shared.url, ...options });
      await store.onApplicationShutdown();
      return store.notices?.map(({ code, message }) => `${code}: ${message}`);
    };
    expect(await noticesAt({})).toEqual([]);
    const old = await openRedisPersistence({ url: shared.url, keyPrefix: 'decisions-blue' });
    await old.processes.create(aPendingProcess());
    await old.onApplicationShutdown();

    const said = /^another_store: .* under the prefix decisions-blue in database 0/;
    expect(await noticesAt({})).toEqual([expect.stringMatching(said)]);
    expect(await noticesAt({ url: `${shared.url}/3` })).toEqual([expect.stringMatching(said)]);
    expect(await noticesAt({ url: `${shared.url}/3`, keyPrefix: 'decisions-blue' })).toHaveLength(1);
    expect(await noticesAt({ keyPrefix: 'decisions-blue' })).toEqual([]);
    await shared.stop();
  });

  it('warns of settings that put processes at risk, and only of those', async () => {
    const risky = await RedisServer.start({
      'maxmemory-policy': 'allkeys-lru',
      'repl-diskless-sync-delay': '0',
    });
    const replica = await RedisServer.start({ replicaof: `127.0.0.1 ${risky.port}` });
    await until(async () => (await risky.admin.info('replication')).includes('state=online'));
    expect(await warningsOf(risky)).toEqual(['eviction_policy', 'aof_off', 'min_replicas_off']);
    await replica.stop();
    await risky.stop();
    const careful = await RedisServer.start({ appendonly: 'yes' });
    expect(await warningsOf(careful)).toEqual([]);
    await careful.stop();
  });
});

async function warningsOf(server: RedisServer): Promise<string[]> {
  const persistence = await openRedisPersistence({ url: server.url });
  await persistence.onApplicationShutdown();
  return persistence.warnings.map(({ code }) => code);
}

async function expectRefusal(options: RedisOptions, kind: StoreRefused['kind']): Promise<StoreRefused> {
  const refused = await refusalOf(openRedisPersistence({ ...QUICK, ...options }));
  expect(refused.kind).toBe(kind);
  expect(refused.message).not.toMatch(/\n|undefined/);
  expect(inspect(refused, { depth: 9 })).not.toMatch(/horse|redis:\/\/|127\.0\.0\.1/);
  return refused;
}

async function refusalOf(opening: Promise<unknown>): Promise<StoreRefused> {
  const outcome = await opening.catch((error: unknown) => error);
  if (!(outcome instanceof StoreRefused))
    throw new Error(`Expected a refusal, got ${inspect(outcome, { depth: 1 })}`);
  return outcome;
}
