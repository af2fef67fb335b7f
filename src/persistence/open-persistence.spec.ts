import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openPersistence, type PersistenceOptions } from './open-persistence.js';
import type { Persistence } from './persistence.js';
import { StoreRefused } from './store-refused.js';

const SECRET = 'canary-password';

describe('opening the store', () => {
  const opened: Persistence[] = [];
  const listening: Listener[] = [];

  afterEach(async () => {
    for (const store of opened.splice(0)) await store.onApplicationShutdown();
    for (const { server, sockets } of listening.splice(0)) {
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });

  it('takes memory when nothing else is asked for', async () => {
    await expect(open({ driver: 'memory', options: {} })).resolves.toMatchObject({
      ...{ kind: 'memory', durable: false, warnings: [] },
    });
  });

  it.each([
    ['refuses connections', nobody],
    ['accepts connections and says nothing', () => listen(() => undefined)],
    ['ends connections', () => listen((socket) => socket.destroy())],
    ['cannot be found', () => Promise.resolve({ host: 'redis.invalid' })],
    ['is still loading', () => listen(answering('-LOADING Redis is loading the dataset in memory'))],
  ])('goes on in memory, loudly, or not at all when Redis %s', async (_case, address) => {
    const place = await address();
    const store = await open(redisAt(place, 'memory'));

    expect(store).toMatchObject({ kind: 'memory', durable: false });
    expect(store.warnings).toEqual([
      {
        code: 'memory_fallback',
        message: expect.stringMatching(/^Redis is not reachable .* are lost/),
        degrades: true,
      },
    ]);
    expect(JSON.stringify(store.warnings)).not.toContain(SECRET);
    await expectRefusal(redisAt(place, 'refuse'), /^Redis is not reachable .*PERSISTENCE_FALLBACK=memory/);
  });

  it('says where the store should be before it says what to do', async () => {
    const place = await listen(() => undefined);
    const { driver, options } = redisAt(place, 'refuse');
    const where = `${place.host}:${place.port}`.replaceAll('.', '\\.');

    await expectRefusal(
      { driver, options: { ...options, tls: true } },
      new RegExp(`\\(timeout\\) at ${where}\\. If it does not talk TLS, the address is a redis:// one\\. `),
    );
  });

  it.each([
    ['wrong credentials', '-WRONGPASS invalid username-password pair or user is disabled.', /password/],
    ['missing credentials', '-NOAUTH Authentication required.', /password/],
    ['a missing right', "-NOPERM this user has no permissions to run the 'info' command", /right.*info/],
  ])('refuses to start with %s, whatever the fallback', async (_case, reply, message) => {
    const place = await listen(answering(reply));

    await expectRefusal(redisAt(place, 'memory'), message);
    await expectRefusal(redisAt(place, 'refuse'), message);
  });

  it.each([
    ['a key prefix that would break the layout', { keyPrefix: 'a{b}' }],
    ['a URL that cannot be read', { url: `redis://user:${SECRET}@a b` }],
  ])('refuses to start with %s, whatever the fallback', async (_case, options) => {
    const chosen = redisAt(await nobody(), 'memory');

    await expectRefusal({ ...chosen, options: { ...chosen.options, ...options } }, /Redis|prefix/);
  });

  async function open(options: PersistenceOptions): Promise<Persistence> {
    const store = await openPersistence(options);
    opened.push(store);
    return store;
  }

  async function expectRefusal(options: PersistenceOptions, message: RegExp): Promise<void> {
    const refusal: unknown = await open(options).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreRefused);
    const text = refusal instanceof Error ? refusal.message : '';
    expect(text).toMatch(message);
    expect(text).not.toMatch(/\n/);
    expect(text).not.toContain(SECRET);
  }

  async function listen(onConnect: (socket: Socket) => void): Promise<Address> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnect(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    listening.push({ server, sockets });
    return addressOf(server);
  }
});

interface Listener {
  readonly server: Server;
  readonly sockets: ReadonlySet<Socket>;
}

interface Address {
  readonly host: string;
  readonly port?: number;
}

function redisAt(address: Address, fallback: 'memory' | 'refuse'): PersistenceOptions<'redis'> {
  const limits = { connectDeadlineMs: 400, commandTimeoutMs: 200 };
  return {
    driver: 'redis',
    options: { ...address, ...limits, password: SECRET },
    ...(fallback === 'memory' ? { fallback: { driver: 'memory', options: {} } } : {}),
  };
}

/** Where something listened a moment ago and nothing does now. */
async function nobody(): Promise<Address> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = addressOf(server);
  server.close();
  await once(server, 'close');
  return address;
}

function addressOf(server: Server): Address {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return { host: address.address, port: address.port };
}

/** A server of which only one answer is known: one for each command of what it is sent. */
function answering(reply: string): (socket: Socket) => void {
  return (socket) =>
    socket.on('data', (bytes) => {
      const commands = bytes.toString().match(/^\*\d+/gm) ?? [];
      socket.write(`${reply}\r\n`.repeat(commands.length));
    });
}
