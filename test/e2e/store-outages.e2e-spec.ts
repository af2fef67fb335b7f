import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { until } from '../support/until.js';
import { aStartBody } from '../support/http-bodies.js';
import { parseScrape, valueOf } from '../support/prometheus-text.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';

jest.setTimeout(120_000);

/** A tenth of a second for each key. */
const SLOW_TO_LOAD = { 'key-load-delay': '100000', 'loading-process-events-interval-bytes': '1024' };

const MIB = 1_048_576;

interface Outage {
  readonly begin: (server: RedisServer) => Promise<unknown>;
  readonly end: (server: RedisServer) => Promise<unknown>;
  readonly reason: string;
  readonly outcome: 'refused' | 'unknown';
  /** What health says beside the reason. */
  readonly detail?: string;
}

const setting = (name: string, during: string, after: string) => ({
  begin: (server: RedisServer) => server.admin.config('SET', name, during),
  end: (server: RedisServer) => server.admin.config('SET', name, after),
});

const rights =
  (...changes: string[]) =>
  async (server: RedisServer) => {
    await server.admin.call('ACL', 'SETUSER', STORE_USER.username, ...changes);
    await server.admin.client('KILL', 'USER', STORE_USER.username);
  };

const OUTAGES: readonly (readonly [string, Outage])[] = [
  ['is full', { ...setting('maxmemory', '1', '0'), reason: 'store_full', outcome: 'refused' }],
  [
    'has too few replicas',
    { ...setting('min-replicas-to-write', '1', '0'), reason: 'no_replicas', outcome: 'refused' },
  ],
  [
    'has become a replica',
    {
      begin: async (server) => server.admin.replicaof('127.0.0.1', await freePort()),
      end: (server) => server.admin.replicaof('NO', 'ONE'),
      reason: 'read_only',
      outcome: 'refused',
    },
  ],
  [
    'is gone',
    {
      begin: (server) => server.kill(),
      end: (server) => server.restart(),
      reason: 'connection_refused',
      outcome: 'unknown',
    },
  ],
  [
    'has taken a right away',
    {
      begin: (server) => server.admin.call('ACL', 'SETUSER', STORE_USER.username, '-zadd'),
      end: (server) => server.admin.call('ACL', 'SETUSER', STORE_USER.username, '+zadd'),
      reason: 'missing_right',
      outcome: 'unknown',
      detail: 'the command zadd, which enters processes in indexes',
    },
  ],
  [
    'has another password now',
    {
      begin: rights('resetpass', '>another'),
      end: rights('resetpass', `>${STORE_USER.password}`),
      reason: 'access_denied',
      outcome: 'unknown',
    },
  ],
];

describe('while the store', () => {
  let server: RedisServer;
  let program: RunningScript;
  let url = '';

  beforeEach(async () => {
    server = await RedisServer.start(SLOW_TO_LOAD);
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    program = RunningScript.start(['dist/main.js'], {
      ...{ PORT: port, LOG_FORMAT: 'json', ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: server.url },
      ...{ SHUTDOWN_GRACE_MS: '0' },
    });
    await program.printed('listening');
  });

  afterEach(async () => {
    program.signal('SIGTERM');
    await program.end();
    await server.stop();
  });

  it.each(OUTAGES)(
    '%s, everybody is told the same, once',
    async (_what, { begin, end, reason, outcome, detail }) => {
      await begin(server);
      await until(async () => (await health()).code === reason);
      expect((await health()).detail).toBe(detail);
      expect((await ready()).detail).toBe(detail);

      const answer = await start();
      expect(answer.status).toBe(503);
      expect(answer.detail).toMatch(
        outcome === 'refused' ? new RegExp(`refuses .*\\(${reason}\\): nothing was stored`) : /is not known/,
      );
      expect(await metric('decision_store_up')).toBe(0);
      expect(await metric('decision_store_down', { reason, outcome })).toBe(1);

      await end(server);
      await until(async () => (await health()).status === 'up');
      await until(async () => (await metric('decision_store_up')) === 1);
      expect((await start()).status).toBe(202);
      await program.printed('"store_up"');
      const lines = program.lines().filter(({ event }) => /^(store_|trouble)/.test(String(event)));
      // On a busy machine a look may come before the driver knows why: then there is a line for that, too.
      const told = lines.filter((line) => line.event === 'store_down' && line.reason === reason);
      expect(told).toEqual([
        expect.objectContaining({
          reason,
          level: 'error',
          outcome,
          ...(detail === undefined ? {} : { detail }),
          address: `127.0.0.1:${server.port}`,
        }),
      ]);
      expect(lines.filter(({ event }) => event === 'store_up')).toHaveLength(1);
      expect(lines.filter(({ event }) => event === 'trouble')).toEqual([]);
    },
  );

  it.each<[string, Outage['begin'], string, RegExp]>([
    ['full', (server) => server.admin.config('SET', 'maxmemory', '1'), 'store_full', /nothing was stored/],
    ['gone', (server) => server.kill(), 'connection_refused', /is not known/],
  ])('is %s, starts hear of that, also after it was nearly full', async (_what, begin, reason, detail) => {
    // So much that what a connection takes is no part of it.
    await server.admin.setrange('other', 32 * MIB, 'end');
    const used = Number(/used_memory:(\d+)/.exec(await server.admin.info('memory'))?.[1]);
    await server.admin.config('SET', 'maxmemory', Math.round(used / 0.95));
    await until(async () => (await start()).detail.includes('nearly full'));

    await begin(server);
    await until(async () => (await health()).code === reason);
    expect(await start()).toEqual({ status: 503, detail: expect.stringMatching(detail) });
    // Nobody knows that there is room again.
    expect(await metric('decision_store_nearly_full')).toBe(1);
    expect(program.lines().filter(({ event }) => event === 'store_has_room')).toEqual([]);
  });

  it('reads its data, says so and not that it is up', async () => {
    await Promise.all(
      Array.from({ length: 150 }, (_, nth) =>
        // Larger than the interval at which Redis answers while it loads: it does so after each of them.
        server.admin.set(`other:${nth}`, randomBytes(1_500).toString('hex')),
      ),
    );
    await server.admin.save();
    const restarted = server.restart();
    await until(async () => (await ready()).code === 'loading');
    await loadsAtOnce(server);
    await restarted;
    await program.printed('"store_up"');

    expect((await ready()).status).toBe('up');
    expect((await start()).status).toBe(202);
  });

  async function start(): Promise<{ status: number; detail: string }> {
    const body = JSON.stringify(aStartBody());
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/decisions/start`, { method: 'POST', headers, body });
    const { detail = '' } = (await answer.json()) as { detail?: string };
    return { status: answer.status, detail };
  }

  async function health(): Promise<Report['details'][string]> {
    const { details } = (await (await fetch(`${url}/health`)).json()) as Report;
    return details.redis ?? { status: 'missing' };
  }

  async function ready(): Promise<Report['details'][string]> {
    const { details } = (await (await fetch(`${url}/health/ready`)).json()) as Report;
    return details.store ?? { status: 'missing' };
  }

  async function metric(name: string, labels: Record<string, string> = {}): Promise<number | null> {
    return valueOf(parseScrape(await (await fetch(`${url}/metrics`)).text()), name, labels);
  }
});

/** What is left to load is loaded without delay. */
async function loadsAtOnce({ port }: RedisServer): Promise<void> {
  const client = new Redis(port, '127.0.0.1', { enableReadyCheck: false });
  await client.config('SET', 'key-load-delay', '0');
  client.disconnect();
}

interface Report {
  readonly details: Readonly<Record<string, { status: string; code?: string; detail?: string }>>;
}
