import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startServer } from '../../scripts/lib/server.mjs';
import { HttpClient, type ReplyJson } from '../support/http-client.js';
import { RedisServer } from '../support/redis-server.js';

type Server = Awaited<ReturnType<typeof startServer>>;

jest.setTimeout(60_000);

describe('server processes on one Redis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gates-'));
  const servers: Server[] = [];
  let redis: RedisServer;
  let gates = 0;

  beforeAll(async () => {
    redis = await RedisServer.start({ appendonly: 'yes' });
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });
  afterAll(async () => {
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  it('finish what a server that was killed amid a step had begun, without its finished steps', async () => {
    const killed = await aServer();
    const gate = aGate();
    const id = await start(killed, { gate });
    await reached(killed, id, 'running', 1);
    await kill(killed);

    const successor = await aServer();
    const found = await clientOf(successor).get(`/decisions/status/${id}`);
    expect(found.status).toBe(200);
    expect(['pending', 'running']).toContain(found.json.status);
    writeFileSync(gate, '');
    const ended = await reached(successor, id, 'completed', 3);
    expect(ended.result).toEqual({ arrived: killed.child.pid, left: successor.child.pid });
  });

  it('show, cancel and resume on one what runs on another', async () => {
    const runs = await aServer({ CONCURRENCY: '1' });
    const serves = await aServer({ ROLE: 'api' });
    const gate = aGate();

    const waiting = await start(runs, { gate });
    expect(await reached(serves, waiting, 'running', 1)).toMatchObject({ process_id: waiting });
    const cancelled = await clientOf(serves).post(`/decisions/${waiting}/cancel`);
    expect([cancelled.status, cancelled.json.status]).toEqual([200, 'cancelled']);
    await reached(runs, waiting, 'cancelled', 1);

    const failing = await start(serves, { gate, insists: true });
    await reached(serves, failing, 'failed', 1);
    writeFileSync(gate, '');
    expect((await clientOf(serves).post(`/decisions/${failing}/resume`)).status).toBe(202);
    const ended = await reached(serves, failing, 'completed', 3);
    expect(ended.result).toEqual({ arrived: runs.child.pid, left: runs.child.pid });
    await reached(runs, waiting, 'cancelled', 1);
  });

  async function aServer(variables: Readonly<Record<string, string>> = {}): Promise<Server> {
    const server = await startServer({
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', PERSISTENCE_FALLBACK: 'refuse', REDIS_URL: redis.url },
      ...{ LOG_LEVEL: 'silent', LEASE_MS: '3000', ENGINE_MODULES: resolve('test/support/gated.engine.mjs') },
      ...variables,
    });
    servers.push(server);
    return server;
  }

  /** A path where no file is yet. */
  function aGate(): string {
    gates += 1;
    return join(folder, `gate-${gates}`);
  }
});

function clientOf({ url }: Server): HttpClient {
  return new HttpClient(Number(new URL(url).port));
}

async function kill({ child }: Server): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function start(server: Server, problem: object): Promise<string> {
  const body = { decision_query: 'May this one pass the gate?', engine: 'gated', problem };
  const { status, json } = await clientOf(server).post('/decisions/start', body);
  expect([status, json.durable]).toEqual([202, true]);
  return json.process_id;
}

/** The status once it is so, with this many steps finished; each answer waits for a change. */
async function reached(server: Server, id: string, status: string, steps: number): Promise<ReplyJson> {
  for (let seen = ''; ;) {
    const headers = { prefer: 'wait=5', ...(seen === '' ? {} : { 'if-none-match': seen }) };
    const answer = await clientOf(server).get(`/decisions/status/${id}`, headers);
    if (answer.status === 200 && isThere(answer.json)) return answer.json;
    seen = String(answer.headers.etag);
  }

  function isThere(found: ReplyJson): boolean {
    return found.status === status && found.progress.completed_steps === steps;
  }
}
