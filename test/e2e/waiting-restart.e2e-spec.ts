import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Server, startServer } from '../../scripts/lib/server.mjs';
import { HttpClient } from '../support/http-client.js';
import { RedisServer } from '../support/redis-server.js';

/** A thousand is another run: `WAITING_PROCESSES=1000`. */
const PROCESSES = Number(process.env.WAITING_PROCESSES ?? 60);
const AT_ONCE = 20;

/** Asks, and writes a line into the ledger once it goes on. */
const engineWith = (ledger: string) => `
  import { appendFileSync } from 'node:fs';
  const ASKED = Symbol.for('decision-backend.asked');
  const question = { name: 'review', kind: 'approval', title: 'Shall it go on?' };
  const settle = ({ key, outputs }) => {
    appendFileSync(${JSON.stringify(ledger)}, key + ' ' + outputs.wait.outcome + '\\n');
    return outputs.wait.outcome;
  };
  export const engines = [{
    name: 'asks', version: 1, parse: (problem) => problem,
    steps: [{ name: 'wait', run: ({ answers }) => answers.review ?? { [ASKED]: question } }, { name: 'settle', run: settle }],
  }];`;

jest.setTimeout(60_000 + PROCESSES * 600);

describe('processes that wait while every server is killed and started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waiting-'));
  const [ledger, engine] = [join(folder, 'ledger'), join(folder, 'asks.mjs')];
  const servers: Server[] = [];
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await RedisServer.start({ appendonly: 'yes' });
    writeFileSync(ledger, '');
    writeFileSync(engine, engineWith(ledger));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  it('go on with the first answer, given through any server, each of them once', async () => {
    const before = [await aServer(), await aServer()];
    const ids = await eachAtOnce(PROCESSES, async (nth) => {
      const body = { decision_query: 'Shall this one go on, or not?', engine: 'asks', problem: {} };
      const started = await clientOf(before, nth).post('/decisions/start', body);
      await untilStatus(clientOf(before, nth), started.json.process_id, 'waiting');
      return started.json.process_id;
    });
    await Promise.all(before.map(kill));

    const after = [await aServer(), await aServer()];
    expect((await clientOf(after, 0).get('/decisions/stats')).json).toMatchObject({ waiting: PROCESSES });
    const accepted = await eachAtOnce(PROCESSES, async (nth) => {
      const id = ids.at(-1 - nth) ?? '';
      const path = `/decisions/${id}/requests/review-1/answer`;
      const replies = await Promise.all(
        ['approve', 'reject'].map((outcome, at) => clientOf(after, nth + at).post(path, { outcome })),
      );
      const statuses = replies.map(({ status }) => status);
      expect([...statuses].sort()).toEqual([200, 409]);
      const outcome = statuses[0] === 200 ? 'approve' : 'reject';
      await untilStatus(clientOf(after, nth + 1), id, 'completed');
      return `${id}:settle ${outcome}`;
    });
    const lines = readFileSync(ledger, 'utf8').trim().split('\n');
    expect(lines.sort()).toEqual([...accepted].sort());
  });

  async function aServer(): Promise<Server> {
    const server = await startServer({
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, ENGINE_MODULES: engine },
      ...{ LEASE_MS: '2000', LOG_LEVEL: 'silent' },
    });
    servers.push(server);
    return server;
  }
});

function clientOf(all: readonly Server[], nth: number): HttpClient {
  return new HttpClient(Number(new URL(all[nth % all.length]?.url ?? '').port));
}

async function kill(server: Server): Promise<void> {
  const exited = once(server.child, 'exit');
  server.child.kill('SIGKILL');
  await exited;
}

async function untilStatus(http: HttpClient, id: string, wanted: string): Promise<void> {
  let { json, headers } = await http.get(`/decisions/${id}`);
  while (json.status !== wanted) {
    const condition = { prefer: 'wait=5', 'if-none-match': String(headers.etag) };
    const changed = await http.get(`/decisions/${id}`, condition);
    if (changed.status === 200) ({ json, headers } = changed);
  }
}

/** A number of calls, some of them at the same time. */
async function eachAtOnce<T>(count: number, call: (nth: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, nth) => call(start + nth));
    results.push(...(await Promise.all(batch)));
  }
  return results;
}
