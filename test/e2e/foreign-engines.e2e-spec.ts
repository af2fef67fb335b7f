import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer } from '../../scripts/lib/server.mjs';
import { HttpClient } from '../support/http-client.js';
import { expectProblem } from '../support/http-problems.js';
import { RedisServer } from '../support/redis-server.js';

const ENGINE_MODULES = resolve('test/support/foreign.engine.mjs');
const QUERY = 'Which of these engines behaves badly?';

interface Running {
  readonly http: HttpClient;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

describe.each(['memory', 'redis'] as const)('engines that misbehave, with the store in %s', (store) => {
  let redis: RedisServer | null = null;
  let server: Running;

  beforeAll(async () => {
    redis = store === 'redis' ? await RedisServer.start() : null;
    server = await start();
  }, 60_000);

  afterAll(async () => {
    await server.stop();
    await redis?.stop();
  });

  async function start(env: Readonly<Record<string, string>> = {}): Promise<Running> {
    const stored: Record<string, string> = redis
      ? { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url }
      : {};
    const started = await startServer({
      ENGINE_MODULES,
      LOG_LEVEL: 'silent',
      LEASE_MS: '1000',
      REDIS_COMMAND_TIMEOUT_MS: '500',
      ...stored,
      ...env,
    });
    return { ...started, http: new HttpClient(Number(new URL(started.url).port)) };
  }

  const request = (engine: string, problem: object = {}) => ({ decision_query: QUERY, engine, problem });
  const run = (engine: string, problem: object = {}) =>
    server.http.post('/decisions/run', request(engine, problem));

  it.each([
    ['object-message', 'step_failed', '{"detail":"no such supplier"}'],
    ['string', 'step_failed', 'no such supplier'],
    ['plain-object', 'step_failed', 'no such supplier'],
    ['number-code', '404', 'no such supplier'],
    ['no-arguments', 'step_failed', 'The step failed without saying why.'],
    ['permanent', 'no_supplier', 'no such supplier'],
    [
      'driver',
      'step_failed',
      expect.stringMatching(/^The step failed; the log has the cause under reference [0-9a-f]{10}\.$/),
    ],
    ['null', 'step_failed', 'The step failed without saying why.'],
  ])('fail the one attempt they have, and can be read: %s', async (throws, code, message) => {
    const reply = await run('foreign', { throws });
    expect(reply).toMatchObject({
      status: 200,
      json: { status: 'failed', error: { code, message, step: 'misbehave' } },
    });
    expect(reply.json.steps).toMatchObject([{ attempts: 1 }]);
    expect((await server.http.get(`/decisions/status/${reply.json.process_id}`)).json).toMatchObject({
      error: { code },
    });
  });

  it.each([
    ['promise', 'output.score is a Promise.'],
    ['rejected', 'output.score is a Promise.'],
    ['map', 'output.scores is a Map.'],
    ['instance', 'output.list[0] is a Supplier.'],
    ['date', 'output.at is an invalid Date.'],
    ['forgotten', 'output is undefined; a step without an output returns null.'],
    ['nul', 'output has NUL or an unpaired surrogate in its text.'],
  ])('fail for good with what JSON does not carry, and where it is: %s', async (answers, message) => {
    const { json } = await run('foreign', { answers });
    expect(json).toMatchObject({
      status: 'failed',
      error: { code: 'invalid_output', message, step: 'misbehave' },
    });
  });

  it.each(['later', 'refuses-later', 'nothing'])(
    'are refused by name, and nothing is stored: %s',
    async (engine) => {
      const before = (await server.http.get('/decisions/stats')).json.total;
      const reply = await run(engine);
      expectProblem(reply, 'engine_faulty');
      expect(reply.json.detail).toContain(`Engine ${engine}, version 1`);
      expect((await server.http.get('/decisions/stats')).json.total).toBe(before);
    },
  );

  it('refuse a problem with a class of their own copy of the contract', async () => {
    const reply = await run('invalid');
    expectProblem(reply, 'invalid_problem');
    expect(reply.json.errors).toEqual([{ path: 'problem.bids', message: 'must be a list' }]);
  });

  it('never end the instance with a promise nobody waits for', async () => {
    expect((await run('foreign', { answers: 'forgotten_rejection' })).json).toMatchObject({
      status: 'completed',
    });
    expect((await server.http.get('/health/live')).status).toBe(200);
    expect(server.child.exitCode).toBeNull();
  });

  it('are asked once for one key, though they fill in what is random', async () => {
    const headers = { 'idempotency-key': '"the-same"' };
    const first = await server.http.post('/decisions/run', request('fills-in', { a: 1 }), headers);
    const again = await server.http.post('/decisions/run', request('fills-in', { a: 1 }), headers);
    expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } });
    expect(again.json.result).toBe(first.json.result);
    expectProblem(
      await server.http.post('/decisions/run', request('fills-in', { a: 2 }), headers),
      'idempotency_conflict',
    );
  });

  if (store === 'redis') {
    it('are not needed to answer a retry of what was accepted', async () => {
      const headers = { 'idempotency-key': '"before-the-deploy"' };
      const first = await server.http.post('/decisions/run', request('fills-in', {}), headers);
      const without = await start({ ENGINE_MODULES: '' });
      const again = await without.http.post('/decisions/run', request('fills-in', {}), headers);
      expect(again).toMatchObject({
        status: 200,
        headers: { 'idempotent-replayed': 'true' },
        json: { result: first.json.result },
      });
      expectProblem(
        await without.http.post('/decisions/run', request('fills-in', { a: 1 }), headers),
        'idempotency_conflict',
      );
      expectProblem(await without.http.post('/decisions/run', request('fills-in', {})), 'unknown_engine');
      await without.stop();
    });

    it('decide the same with a crash between their steps as without one', async () => {
      const list = [3, 1, 2];
      const undisturbed = (await run('sorting', { list })).json.result;
      const gate = await aGate();
      const dying = await start();
      const started = await dying.http.post('/decisions/start', request('sorting', { list, gate: gate.url }));
      const held = await gate.next();
      dying.child.kill('SIGKILL');
      await once(dying.child, 'exit');
      held.destroy();
      (await gate.next()).end();
      const id = started.json.process_id;
      const { json } = await server.http.get(`/decisions/status/${id}`, { prefer: 'wait=20' });
      const ended =
        json.status === 'running'
          ? (await server.http.get(`/decisions/status/${id}`, { prefer: 'wait=20' })).json
          : json;
      expect(ended).toMatchObject({ status: 'completed', result: undisturbed });
      expect(undisturbed).toBe(2);
      await gate.close();
    }, 60_000);
  }
});

interface Gate {
  readonly url: string;
  next(): Promise<ServerResponse>;
  close(): Promise<void>;
}

/** Holds every request until the test answers it. */
async function aGate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => {
    waiting.push(response);
    server.emit('held');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const next = async (): Promise<ServerResponse> => {
    const response = waiting.shift();
    if (response) return response;
    await once(server, 'held');
    return next();
  };
  const close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, next, close };
}
