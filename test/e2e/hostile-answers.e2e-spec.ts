import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, type AskOptions } from '../../src/decisions/domain/ports/ask.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import type { HttpReply } from '../support/http-client.js';
import { scriptedEngine } from '../support/scripted-engine.js';

/** Asks what the problem says, and answers with the answer. */
const ASKS = scriptedEngine(
  { ask: ({ problem, answers }) => answers.review ?? ask(problem as unknown as AskOptions) },
  { name: 'asks' },
);
const CHOICE = { name: 'review', kind: 'choice', title: 'Which one?', options: ['one', 'other'] };
const APPROVAL = { name: 'review', kind: 'approval', title: 'Shall we sign?' };
const FORM = { name: 'review', kind: 'data', title: 'What does it cost?', schema: { type: 'object' } };

describe('answers that nobody would think of', () => {
  let instance: AppInstance;
  beforeAll(async () => (instance = await anApp({ engines: [ASKS] })));
  afterAll(() => instance.close());

  it.each([
    ['a comment without end', APPROVAL, { outcome: 'approve', comment: 'x'.repeat(2_001) }, 422],
    ['an empty comment', APPROVAL, { outcome: 'approve', comment: '' }, 422],
    ['an outcome without end', APPROVAL, { outcome: 'x'.repeat(101) }, 422],
    ['an outcome of controls', APPROVAL, { outcome: 'approve\u0000' }, 400],
    ['an outcome drawn alike', APPROVAL, { outcome: 'approve'.replace('a', '\u0430') }, 422],
    ['an outcome of another case', APPROVAL, { outcome: 'Approve' }, 422],
    ['an outcome that all objects have', APPROVAL, { outcome: 'constructor' }, 422],
    ['no outcome', APPROVAL, {}, 422],
    ['a list', APPROVAL, [], 400],
    ['data of more than a form has', FORM, { outcome: 'submit', data: { text: 'x'.repeat(16 * 1024) } }, 422],
    ['data of a hundred kilobytes', FORM, { outcome: 'submit', data: { text: 'x'.repeat(100_000) } }, 422],
    ['data of a great depth', FORM, { outcome: 'submit', data: nested(10_000) }, 422],
    [
      'data that would change what objects are',
      FORM,
      '{"outcome":"submit","data":{"__proto__":{"is":1}}}',
      400,
    ],
    ['half a character', FORM, '{"outcome":"submit","data":{"half":"\\ud800"}}', 400],
  ])('are refused and change nothing: %s', async (_, question, body, expected) => {
    const id = await waiting(question);
    const refused = await answer(id, body);
    expect(refused.status).toBe(expected);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const { json } = await instance.http.get(`/decisions/${id}`);
    expect([json.status, json.revision]).toEqual(['waiting', 3]);
  });

  it.each(['déjà vu', '是', '✅', 'e\u0301t\u00e9', '👩‍⚖️ decides', '%2F..', 'a"b\\c'])(
    'are taken in any writing: %s',
    async (outcome) => {
      const id = await waiting({ ...CHOICE, options: [outcome, 'other'] });
      const given = await answer(id, { outcome, comment: outcome });
      expect([given.status, given.json.answer]).toMatchObject([200, { outcome, comment: outcome }]);
      const done = await instance.http.get(`/decisions/${id}`, {
        prefer: 'wait=10',
        'if-none-match': '"none"',
      });
      expect(done.json.result).toMatchObject({ outcome, comment: outcome });
    },
  );

  it('are told that the process was cancelled, asks anew, or is gone', async () => {
    const id = await waiting(APPROVAL);
    const refused = async (request = 'review-1') => {
      const { status, json } = await answer(id, { outcome: 'approve' }, request);
      return [status, json.code];
    };
    await instance.http.post(`/decisions/${id}/cancel`);
    expect(await refused()).toEqual([409, 'request_closed']);
    await instance.http.post(`/decisions/${id}/resume`);
    await untilStatus(id, 'waiting');
    expect(await refused()).toEqual([409, 'request_closed']);
    expect((await answer(id, { outcome: 'approve' }, 'review-2')).status).toBe(200);
    await untilStatus(id, 'completed');
    expect((await instance.http.send('DELETE', `/decisions/${id}`)).status).toBe(204);
    expect(await refused('review-2')).toEqual([404, 'process_not_found']);
  });

  function answer(id: string, body: unknown, request = 'review-1'): Promise<HttpReply> {
    const headers = { 'content-type': 'application/json' };
    return instance.http.post(`/decisions/${id}/requests/${request}/answer`, body, headers);
  }

  async function waiting(problem: object): Promise<string> {
    const body = { decision_query: 'Which one is it to be?', engine: 'asks', problem };
    const { json } = await instance.http.post('/decisions/start', body);
    await untilStatus(json.process_id, 'waiting');
    return json.process_id;
  }

  async function untilStatus(id: string, wanted: string): Promise<void> {
    for (let tag = '"none"'; ;) {
      const reply = await instance.http.get(`/decisions/${id}`, { prefer: 'wait=5', 'if-none-match': tag });
      if (reply.status === 200 && reply.json.status === wanted) return;
      tag = String(reply.headers.etag);
    }
  }
});

function nested(depth: number): string {
  return `{"outcome":"submit","data":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;
}
