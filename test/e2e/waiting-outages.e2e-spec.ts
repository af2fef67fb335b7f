import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Server, startServer } from '../../scripts/lib/server.mjs';
import { HttpClient, type HttpReply } from '../support/http-client.js';
import { RedisServer } from '../support/redis-server.js';

jest.setTimeout(180_000);

/** Asks what the problem says, and makes the answer its result. */
const ENGINE = `
  const ASKED = Symbol.for('decision-backend.asked');
  export const engines = [{
    name: 'asks', version: 1, parse: (problem) => problem,
    steps: [{ name: 'wait', run: ({ problem, answers }) => answers.sign ?? { [ASKED]: { name: 'sign', ...problem } } }],
  }];`;
const APPROVAL = { kind: 'approval', title: 'Shall we sign?' };
const APPROVE = { outcome: 'approve', comment: 'Fine.' };
/** Longer than the test: whoever waited for the end of a lease would be seen to. */
const LEASE_MS = 600_000;

describe('processes that wait', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waiting-outages-'));
  const engine = join(folder, 'asks.mjs');
  let servers: Server[] = [];
  let redis: RedisServer;

  beforeAll(async () => {
    writeFileSync(engine, ENGINE);
    redis = await RedisServer.start({ appendonly: 'yes', appendfsync: 'always' });
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
  });
  afterAll(async () => {
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  it('expire by themselves while every instance but one is dead, long before the leases of the dead end', async () => {
    const [last, ...others] = [await aServer(), await aServer(), await aServer()];
    const ids: string[] = [];
    for (let nth = 0; nth < 20; nth++) {
      const onExpiry = nth % 2 === 0 ? {} : { onExpiry: { outcome: 'reject' } };
      ids.push(await waiting(others[nth % 2], { ...APPROVAL, ...onExpiry, expiresInMs: 3_000 }));
    }
    await Promise.all(others.map(kill));
    for (const [nth, id] of ids.entries()) {
      const { json } = await until(last, id, (status) => status === 'failed' || status === 'completed');
      const { requests } = (await clientOf(last).get(`/decisions/${id}/requests`)).json;
      expect([json.status, requests]).toMatchObject(
        nth % 2 === 0
          ? ['failed', [{ status: 'expired', answer: null }]]
          : ['completed', [{ status: 'expired', answer: { outcome: 'reject', by: null } }]],
      );
    }
    const { workers } = (await clientOf(last).get('/decisions/workers')).json;
    expect(workers).toMatchObject([{ lease: 'alive' }, { lease: 'alive' }, { lease: 'alive' }]);
  });

  it('are not half answered while the store is away, and take the same answer once it is back', async () => {
    const server = await aServer();
    const id = await waiting(server, APPROVAL);
    const answer = (body: object) => clientOf(server).post(`/decisions/${id}/requests/sign-1/answer`, body);
    await redis.kill();
    const refused = await answer(APPROVE);
    expect([refused.status, refused.json.code]).toEqual([503, 'store_unavailable']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await redis.restart();
    let given = await answer(APPROVE);
    while (given.status === 503) given = await answer(APPROVE);
    expect(given).toMatchObject({ status: 200, json: { answer: APPROVE } });
    expect(await answer({ outcome: 'reject' })).toMatchObject({
      status: 409,
      json: { code: 'already_answered' },
    });
    expect((await until(server, id, (status) => status === 'completed')).json.result).toMatchObject(APPROVE);
  });

  it('are shown and answered where their engine is not, and go on where it is', async () => {
    const [here, elsewhere] = [await aServer(), await aServer({ ENGINE_MODULES: '' })];
    const id = await waiting(here, APPROVAL);
    await kill(here);
    const inbox = await clientOf(elsewhere).get('/decisions/requests');
    expect(inbox.json.requests).toMatchObject([{ process_id: id, title: 'Shall we sign?' }]);
    const path = `/decisions/${id}/requests/sign-1/answer`;
    expect((await clientOf(elsewhere).post(path, APPROVE)).status).toBe(200);
    expect((await clientOf(elsewhere).get(`/decisions/${id}`)).json.status).toBe('pending');
    const again = await aServer();
    expect((await until(again, id, (status) => status === 'completed')).json.result).toMatchObject(APPROVE);
  });

  async function aServer(variables: Readonly<Record<string, string>> = {}): Promise<Server> {
    const server = await startServer({
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, ENGINE_MODULES: engine },
      ...{ LEASE_MS: String(LEASE_MS), LOG_LEVEL: 'silent', ...variables },
    });
    servers.push(server);
    return server;
  }
});

async function waiting(server: Server | undefined, problem: object): Promise<string> {
  const body = { decision_query: 'Shall this one go on, or not?', engine: 'asks', problem };
  const { json } = await clientOf(server).post('/decisions/start', body);
  await until(server, json.process_id, (status) => status === 'waiting');
  return json.process_id;
}

/** The status of the process once it is one that is wanted. */
async function until(
  server: Server | undefined,
  id: string,
  isWanted: (status: string) => boolean,
): Promise<HttpReply> {
  for (let tag = '"none"'; ;) {
    const reply = await clientOf(server).get(`/decisions/${id}`, { prefer: 'wait=5', 'if-none-match': tag });
    if (reply.status === 200 && isWanted(reply.json.status)) return reply;
    tag = String(reply.headers.etag);
  }
}

function clientOf(server: Server | undefined): HttpClient {
  return new HttpClient(Number(new URL(server?.url ?? '').port));
}

async function kill(server: Server): Promise<void> {
  const exited = once(server.child, 'exit');
  server.child.kill('SIGKILL');
  await exited;
}
