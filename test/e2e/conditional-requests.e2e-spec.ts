import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { tagOf } from '../support/entity-tags.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import { expectProblem } from '../support/http-problems.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

describe('asking again for what one has', () => {
  let instance: AppInstance;
  let loads: string[];

  beforeAll(async () => {
    loads = [];
    instance = await anApp({ store: (store) => counting(store, loads) });
  });
  afterAll(() => instance.close());

  async function decided(): Promise<{ path: string; etag: string }> {
    const { json, headers } = await instance.http.post('/decisions/run', aStartBody());
    return { path: `/decisions/status/${json.process_id}`, etag: String(headers.etag) };
  }

  it('answers 304 without loading the process', async () => {
    const { path, etag } = await decided();
    for (const condition of [etag, `W/${etag}`, `"1", ${etag}`, '*']) {
      loads.length = 0;
      const reply = await instance.http.get(path, { 'if-none-match': condition });
      expect({ status: reply.status, text: reply.text, etag: reply.headers.etag }).toEqual({
        status: 304,
        text: '',
        etag,
      });
      expect(loads).toEqual([]);
    }
  });

  it('answers the status to a caller with another revision', async () => {
    const { path, etag } = await decided();
    for (const condition of ['"1"', '"abc"', 'W/"2", "3"']) {
      const reply = await instance.http.get(path, { 'if-none-match': condition, prefer: 'wait=30' });
      expect({ status: reply.status, etag: reply.headers.etag }).toEqual({ status: 200, etag });
    }
  });

  it('does not wait for what cannot change any more', async () => {
    const { path, etag } = await decided();
    expect(await instance.http.get(path, { prefer: 'wait=30' })).toMatchObject({
      status: 200,
      headers: { 'preference-applied': 'wait=30' },
    });
    expect(await instance.http.get(path, { prefer: 'wait=30', 'if-none-match': etag })).toMatchObject({
      status: 304,
      headers: { 'preference-applied': 'wait=30' },
    });
  });

  it('answers HEAD like GET, without the body', async () => {
    const { path, etag } = await decided();
    expect(await instance.http.send('HEAD', path)).toMatchObject({
      status: 200,
      text: '',
      headers: { etag },
    });
  });
});

describe('waiting for a change', () => {
  let instance: AppInstance;
  let first: Gate;
  let second: Gate;
  let path: string;

  beforeEach(async () => {
    [first, second] = [new Gate(), new Gate()];
    const engine = scriptedEngine({
      first: () => first.opened.then(() => 1),
      second: () => second.opened.then(() => 2),
    });
    instance = await anApp({ engines: [engine] });
    const started = await instance.http.post('/decisions/start', {
      decision_query: QUERY,
      engine: 'scripted',
      problem: {},
    });
    path = String(started.headers.location);
  });

  afterEach(async () => {
    first.open();
    second.open();
    await instance.close();
  });

  it('answers as soon as the revision changes', async () => {
    const { etag } = (await instance.http.get(path)).headers;
    const waiting = instance.http.get(path, { prefer: 'wait=20', 'if-none-match': String(etag) });
    first.open();
    const reply = await waiting;
    expect(reply).toMatchObject({ status: 200, headers: { 'preference-applied': 'wait=20' } });
    expect(reply.json).toMatchObject({ status: 'running', progress: { completed_steps: 1 } });
  });

  it('answers 304, or the same status, when the time is over', async () => {
    const { etag } = (await instance.http.get(path)).headers;
    const [conditional, plain] = await Promise.all([
      instance.http.get(path, { prefer: 'wait=1', 'if-none-match': String(etag) }),
      instance.http.get(path, { prefer: 'respond-async, wait=1' }),
    ]);
    expect(conditional).toMatchObject({ status: 304, headers: { etag, 'preference-applied': 'wait=1' } });
    expect(plain).toMatchObject({ status: 200, headers: { etag, 'preference-applied': 'wait=1' } });
  });

  it('ignores preferences it does not know', async () => {
    const reply = await instance.http.get(path, { prefer: 'handling=lenient, wait=soon, wait=-1' });
    expect(reply.status).toBe(200);
    expect(reply.headers['preference-applied']).toBeUndefined();
  });

  it('answers callers who wait when the instance leaves', async () => {
    const waiting = instance.http.get(path, { prefer: 'wait=30' });
    await instance.http.get(path);
    const closed = instance.close();
    expect((await waiting).status).toBe(200);
    first.open();
    second.open();
    await closed;
  });
});

describe('changing what one has seen', () => {
  let instance: AppInstance;

  beforeAll(async () => {
    const engine = scriptedEngine(
      { only: ({ problem }) => (problem === 'fail' ? Promise.reject(new Error('no')) : 'done') },
      { attempts: 1 },
    );
    instance = await anApp({ engines: [engine] });
  });
  afterAll(() => instance.close());

  async function run(problem: string) {
    const reply = await instance.http.post('/decisions/run', {
      decision_query: QUERY,
      engine: 'scripted',
      problem,
    });
    return { id: reply.json.process_id, etag: String(reply.headers.etag) };
  }

  it('refuses a change of another revision and leaves the process alone', async () => {
    const { id, etag } = await run('fail');
    const path = `/decisions/status/${id}`;
    const before = (await instance.http.get(path)).text;
    for (const condition of ['"1"', '"x"', `W/${etag}`, '"1", "2"']) {
      expectProblem(
        await instance.http.post(`/decisions/${id}/cancel`, undefined, { 'if-match': condition }),
        'revision_mismatch',
      );
      expectProblem(
        await instance.http.post(`/decisions/${id}/resume`, undefined, { 'if-match': condition }),
        'revision_mismatch',
      );
      expectProblem(
        await instance.http.delete(`/decisions/${id}`, { 'if-match': condition }),
        'revision_mismatch',
      );
    }
    expect((await instance.http.get(path)).text).toBe(before);
  });

  it('changes the revision that was asked for', async () => {
    const { id, etag } = await run('fail');
    const resumed = await instance.http.post(`/decisions/${id}/resume`, undefined, {
      'if-match': `"999", ${etag}`,
    });
    expect(resumed.status).toBe(202);
    expect(resumed.headers).toMatchObject({
      location: `/decisions/status/${id}`,
      'retry-after': expect.any(String),
    });
    expect(resumed.json).toMatchObject({ process_id: id, status: 'pending', durable: false });
  });

  it('removes any revision for *', async () => {
    const { id } = await run('fine');
    const removed = await instance.http.delete(`/decisions/${id}`, { 'if-match': '*' });
    expect({ status: removed.status, text: removed.text }).toEqual({ status: 204, text: '' });
    expectProblem(await instance.http.get(`/decisions/status/${id}`), 'process_not_found');
    expectProblem(await instance.http.delete(`/decisions/${id}`), 'process_not_found');
  });

  it('does not cancel or resume what is completed', async () => {
    const { id } = await run('fine');
    expectProblem(await instance.http.post(`/decisions/${id}/cancel`), 'already_settled');
    expectProblem(await instance.http.post(`/decisions/${id}/resume`), 'not_resumable');
  });
});

describe('cancelling', () => {
  it('ends a running process once and for all, and says so again', async () => {
    const instance = await anApp({
      engines: [
        scriptedEngine({
          only: ({ signal }) =>
            new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
        }),
      ],
    });
    const started = await instance.http.post('/decisions/start', {
      decision_query: QUERY,
      engine: 'scripted',
      problem: {},
    });
    const { cancel } = started.json.links;
    expectProblem(await instance.http.delete(`/decisions/${started.json.process_id}`), 'not_settled');
    const cancelled = await instance.http.post(cancel, undefined, { 'content-type': 'application/json' });
    expect(cancelled).toMatchObject({
      status: 200,
      headers: { etag: expect.stringMatching(tagOf(cancelled.json)) },
    });
    expect(cancelled.json).toMatchObject({
      status: 'cancelled',
      completed_at: expect.any(String),
      result: null,
      error: null,
      steps: [{ name: 'only', status: 'cancelled', attempts: 1 }],
    });
    expect((await instance.http.post(cancel, {})).text).toBe(cancelled.text);
    await instance.close();
  });
});

/** Notes which processes are loaded. */
function counting(store: ProcessRepository, loads: string[]): ProcessRepository {
  const find: ProcessRepository['find'] = (id) => {
    loads.push(id);
    return store.find(id);
  };
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name === 'find') return find;
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
