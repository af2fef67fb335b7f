import { afterEach, describe, expect, it } from '@jest/globals';
import { NewerSchema, ProcessCorrupted } from '../../src/decisions/domain/errors.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { aProcessId } from '../support/a-process.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { faulty, type Faulty } from '../support/faulty-store.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import { EventStream } from '../support/http-events.js';
import { expectProblem } from '../support/http-problems.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

const ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
const SECRET = 'redis://user:hunter2@store';

describe('when the store fails', () => {
  let instance: AppInstance;

  afterEach(() => instance.close());

  async function anAppOnFaultyStore(): Promise<Faulty<ProcessRepository>> {
    const stores: Faulty<ProcessRepository>[] = [];
    instance = await anApp({
      store: (store) => {
        const made = faulty(store);
        stores.push(made);
        return made.store;
      },
    });
    const [store] = stores;
    if (!store) throw new Error('The store was not opened.');
    return store;
  }

  const anAppWhere = (method: keyof ProcessRepository, error: Error) =>
    anAppThatAnswers(method, () => Promise.reject(error));

  async function anAppThatAnswers(
    method: keyof ProcessRepository,
    answer: () => Promise<unknown>,
  ): Promise<void> {
    instance = await anApp({
      store: (store) =>
        new Proxy(store, {
          get(target, name) {
            const member: unknown = Reflect.get(target, name);
            if (name === method) return answer;
            return typeof member === 'function' ? (member.bind(target) as unknown) : member;
          },
        }),
    });
  }

  it('is unavailable for now, and never says that a process is not there', async () => {
    const store = await anAppOnFaultyStore();
    const calls = [
      ['report', () => instance.http.get(`/decisions/status/${ID}`)],
      ['summary', () => instance.http.get(`/decisions/status/${ID}`, { 'if-none-match': '"1"' })],
      ['summary', () => instance.http.get(`/decisions/${ID}/events`)],
      ['find', () => instance.http.post(`/decisions/${ID}/cancel`)],
      ['find', () => instance.http.delete(`/decisions/${ID}`)],
      ['statistics', () => instance.http.get('/decisions/stats')],
      ['list', () => instance.http.get('/decisions/processes')],
      ['removeSettled', () => instance.http.delete('/decisions/cleanup')],
      ['create', () => instance.http.post('/decisions/start', aStartBody())],
    ] as const;
    for (const [method, call] of calls) {
      store.lose(method, 'request');
      const reply = await call();
      expectProblem(reply, 'store_unavailable');
      expect(reply.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    }
  });

  it('finds a process again whose acceptance nobody was told of', async () => {
    const store = await anAppOnFaultyStore();
    const headers = { 'idempotency-key': '"lost-reply"' };
    store.lose('create', 'reply');
    expectProblem(await instance.http.post('/decisions/start', aStartBody(), headers), 'store_unavailable');
    const again = await instance.http.post('/decisions/start', aStartBody(), headers);
    expect(again).toMatchObject({ status: 202, headers: { 'idempotent-replayed': 'true' } });
    expect((await instance.http.get('/decisions/stats')).json.total).toBe(1);
  });

  it('has accepted a run it cannot wait for any longer', async () => {
    const store = await anAppOnFaultyStore();
    store.lose('report', 'request');
    const reply = await instance.http.post('/decisions/run', aStartBody());
    expect(reply.status).toBe(202);
    expect((await instance.http.get(String(reply.headers.location))).status).toBe(200);
  });

  it('names a process that cannot be read, and nothing of what is stored', async () => {
    const id = aProcessId();
    await anAppWhere('report', new ProcessCorrupted(id, `problem is ${SECRET}`));
    const reply = await instance.http.get(`/decisions/status/${id}`);
    expectProblem(reply, 'process_corrupted');
    expect(reply.json.detail).toContain(id);
    expect(reply.text).not.toContain('hunter2');
  });

  it('leaves a process of a later version alone', async () => {
    await anAppWhere('report', new NewerSchema(aProcessId(), 9));
    expectProblem(await instance.http.get(`/decisions/status/${ID}`), 'newer_schema');
  });

  it('gives up on a process that others keep changing, and says so', async () => {
    await anAppThatAnswers('swap', () => Promise.resolve(false));
    const { links } = (await instance.http.post('/decisions/start', aStartBody())).json;
    const reply = await instance.http.post(links.cancel);
    expectProblem(reply, 'concurrent_update');
    expect((await instance.http.get(links.status)).json.status).not.toBe('cancelled');
  });

  it('says nothing of what was not foreseen', async () => {
    await anAppWhere(
      'statistics',
      Object.assign(new Error(`connect ${SECRET}`), { code: 'not_found', statusCode: 418 }),
    );
    const reply = await instance.http.get('/decisions/stats');
    expect(reply.text).not.toContain('hunter2');
    expectProblem(reply, 'internal_error');
  });

  it('breaks a stream it cannot go on with, so that its client comes back', async () => {
    const gate = new Gate();
    const stores: Faulty<ProcessRepository>[] = [];
    instance = await anApp({
      engines: [scriptedEngine({ first: () => gate.opened.then(() => 1), second: () => 2 })],
      store: (store) => {
        const made = faulty(store);
        stores.push(made);
        return made.store;
      },
    });
    const started = await instance.http.post('/decisions/start', {
      decision_query: QUERY,
      engine: 'scripted',
      problem: {},
    });
    const stream = await EventStream.open(instance.port, started.json.links.events);
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    // Whichever it looks with.
    for (const read of ['summary', 'report'] as const) stores[0]?.lose(read, 'request', 3);
    const next = events.next();
    gate.open();
    await expect(next).rejects.toThrow('aborted');
    expectProblem(
      await instance.http.get(started.json.links.status, { 'if-none-match': '*' }),
      'store_unavailable',
    );
  });
});
