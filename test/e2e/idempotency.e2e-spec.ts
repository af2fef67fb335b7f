import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import { expectProblem } from '../support/http-problems.js';

describe('a start with an idempotency key', () => {
  let instance: AppInstance;

  beforeAll(async () => (instance = await anApp()));
  afterAll(() => instance.close());

  async function total(): Promise<number> {
    return (await instance.http.get('/decisions/stats')).json.total;
  }

  it('names one process, however often and at once it is sent', async () => {
    const before = await total();
    const headers = { 'idempotency-key': '"order-4711"' };
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => instance.http.post('/decisions/start', aStartBody(), headers)),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(replies.map(({ json }) => json.process_id)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers['idempotent-replayed'] === undefined)).toHaveLength(1);
    expect(await total()).toBe(before + 1);
  });

  it('is replayed for a body that says the same in another way', async () => {
    const headers = { 'idempotency-key': '"reordered"' };
    const { problem, decision_query } = aStartBody();
    const first = await instance.http.post(
      '/decisions/start',
      { problem, decision_query, engine: 'analytic', labels: {} },
      headers,
    );
    const again = await instance.http.post(
      '/decisions/run',
      { decision_query: `  ${QUERY}`, problem },
      headers,
    );
    expect(again).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } });
    expect(again.json).toMatchObject({ process_id: first.json.process_id, status: 'completed' });
  });

  it('is the same key with and without its quotes', async () => {
    const first = await instance.http.post('/decisions/start', aStartBody(), {
      'idempotency-key': '"bare-key"',
    });
    const again = await instance.http.post('/decisions/start', aStartBody(), {
      'idempotency-key': 'bare-key',
    });
    expect(again.json.process_id).toBe(first.json.process_id);
  });

  it('is refused with another body, and the first process stays as it is', async () => {
    const headers = { 'idempotency-key': '"conflict"' };
    const first = await instance.http.post('/decisions/run', aStartBody(), headers);
    const before = await total();
    expectProblem(
      await instance.http.post('/decisions/start', aStartBody({ labels: { a: 'b' } }), headers),
      'idempotency_conflict',
    );
    expectProblem(
      await instance.http.post('/decisions/run', aStartBody({ decision_query: `${QUERY} Or not?` }), headers),
      'idempotency_conflict',
    );
    expect(await total()).toBe(before);
    expect((await instance.http.get(`/decisions/status/${first.json.process_id}`)).json).toEqual(first.json);
  });

  it('can be started anew once its process is removed', async () => {
    const headers = { 'idempotency-key': '"removed"' };
    const first = await instance.http.post('/decisions/run', aStartBody(), headers);
    await instance.http.delete(`/decisions/${first.json.process_id}`);
    const again = await instance.http.post('/decisions/run', aStartBody(), headers);
    expect(again.headers['idempotent-replayed']).toBeUndefined();
    expect(again.json).toMatchObject({ process_id: first.json.process_id, status: 'completed' });
  });
});
