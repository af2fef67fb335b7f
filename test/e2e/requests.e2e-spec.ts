import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, type AskOptions } from '../../src/decisions/domain/ports/ask.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import type { HttpReply } from '../support/http-client.js';
import { scriptedEngine } from '../support/scripted-engine.js';

const ROLES = { ada: 'read+write', bob: 'read+write', grace: 'review', root: 'admin' } as const;
type Name = keyof typeof ROLES;

/** Asks what the problem says, and answers with the answer. */
const ASKS = scriptedEngine(
  {
    ask: ({ problem, answers }) => answers.review ?? ask(problem as unknown as AskOptions),
    report: ({ outputs }) => outputs.ask ?? null,
  },
  { name: 'asks' },
);
const APPROVAL = { name: 'review', kind: 'approval', title: 'Shall we sign?', evidence: { price: 10 } };
const UNKNOWN = '01a206f6-9692-751a-9187-b90f1db4a6be';

describe('what people are asked over HTTP', () => {
  let instance: AppInstance;
  beforeAll(async () => {
    const keys = Object.entries(ROLES).map(([name, roles]) => entry(name, roles));
    instance = await anApp({ engines: [ASKS], env: { API_KEYS: keys.join(','), CONCURRENCY: '2' } });
  });
  afterAll(() => instance.close());

  it('is in the status, with all that is needed to answer', async () => {
    const { id, status } = await waiting('ada', { ...APPROVAL, expiresInMs: 60_000, notBy: 'starter' });
    expect(status).toMatchObject({
      status: 'waiting',
      attempt: 0,
      worker: null,
      waiting_for: {
        ...{ request_id: 'review-1', status: 'open', name: 'review', kind: 'approval', step: 'ask' },
        ...{ title: 'Shall we sign?', evidence: { price: 10 }, roles: ['review'], not_by: 'starter' },
        options: [{ outcome: 'approve' }, { outcome: 'reject' }],
        evidence_digest: `sha256:${createHash('sha256').update('{"price":10}').digest('hex')}`,
        ...{ schema: null, on_expiry: null, closed_at: null, answer: null },
        links: { answer: `/decisions/${id}/requests/review-1/answer` },
      },
      steps: [{ name: 'ask', status: 'waiting' }, { name: 'report' }],
      history: [
        { what: 'started', by: 'ada' },
        { what: 'asked', by: null, request_id: 'review-1' },
      ],
    });
    const { asked_at: from, expires_at: until } = status.waiting_for as Record<string, string>;
    expect(Date.parse(until ?? '') - Date.parse(from ?? '')).toBe(60_000);
  });

  it('is answered once: the same again is told so, another is told by whom, and the process goes on', async () => {
    const { id } = await waiting('ada', APPROVAL);
    const given = { outcome: 'approve', comment: 'Checked.' };
    const first = await answer('grace', id, given);
    expect(first).toMatchObject({
      status: 200,
      json: { status: 'answered', answer: { ...given, data: null, by: 'grace' } },
    });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const again = await answer('grace', id, given);
    expect(again).toMatchObject({ status: 200, json: first.json });
    expect(again.headers['idempotent-replayed']).toBe('true');
    const other = await answer('grace', id, { outcome: 'reject' });
    expect(other).toMatchObject({ status: 409, json: { code: 'already_answered' } });
    expect(other.json.detail).toMatch(/answered by grace at \d{4}-/);
    const outcome = await get('ada', `/decisions/status/${id}`, { prefer: 'wait=10' });
    expect(outcome.json).toMatchObject({ result: { outcome: 'approve', comment: 'Checked.', by: 'grace' } });
    expect(outcome.json.history).toMatchObject([
      {},
      {},
      { what: 'answered', by: 'grace', outcome: 'approve' },
    ]);
  });

  it('takes one of two hundred answers, given all at once by two callers', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await waiting('ada', APPROVAL)).id),
    );
    for (const id of ids) {
      const both = Array.from({ length: 5 }, () => [
        answer('grace', id, { outcome: 'approve' }),
        answer('root', id, { outcome: 'reject' }),
      ]).flat();
      const replies = await Promise.all(both);
      const first = replies.filter(
        ({ status, headers }) => status === 200 && !headers['idempotent-replayed'],
      );
      expect(first).toHaveLength(1);
      const refused = replies.filter(({ status }) => status !== 200);
      expect(refused).toHaveLength(5);
      for (const { status, json } of refused) expect([status, json.code]).toEqual([409, 'already_answered']);
    }
  });

  it('refuses who is not asked, what is no answer, and what is about something else', async () => {
    const { id } = await waiting('ada', { ...APPROVAL, notBy: 'starter', roles: ['review', 'write'] });
    const refused = async (name: Name, body: object, request = 'review-1', of = id) => {
      const { status, json } = await answer(name, of, body, request);
      return [status, json.code];
    };
    const approve = { outcome: 'approve' };
    expect(await refused('ada', approve)).toEqual([403, 'four_eyes']);
    expect(await refused('bob', approve)).toEqual([404, 'process_not_found']);
    expect(await refused('grace', approve, 'review-2')).toEqual([404, 'request_not_found']);
    expect(await refused('grace', approve, 'review-1', UNKNOWN)).toEqual([404, 'process_not_found']);
    expect(await refused('grace', { outcome: 'perhaps' })).toEqual([422, 'invalid_answer']);
    expect(await refused('grace', { outcome: 'approve', data: 1 })).toEqual([422, 'invalid_answer']);
    expect(await refused('grace', { ...approve, more: 1 })).toEqual([422, 'invalid_request']);
    const stale = { ...approve, evidence_digest: `sha256:${'0'.repeat(64)}` };
    expect(await refused('grace', stale)).toEqual([412, 'evidence_mismatch']);
    const own = await waiting('ada', APPROVAL);
    expect(await refused('ada', approve, 'review-1', own.id)).toEqual([403, 'forbidden']);
    expect(await refused('grace', approve)).toEqual([200, undefined]);
  });

  it('says where data are wrong', async () => {
    const schema = { type: 'object', required: ['name'], properties: { name: { enum: ['Alpha', 'Beta'] } } };
    const { id } = await waiting('ada', { ...APPROVAL, kind: 'data', schema });
    const { status, json } = await answer('grace', id, { outcome: 'submit', data: { name: 'Gamma' } });
    expect([status, json.code, json.errors]).toEqual([
      422,
      'invalid_answer',
      [{ path: 'data.name', message: 'must be equal to one of the allowed values: Alpha, Beta' }],
    ]);
    expect((await answer('grace', id, { outcome: 'submit', data: { name: 'Beta' } })).status).toBe(200);
  });

  it('is in the inbox of all who may know of it, those that expire first first, page by page', async () => {
    const late = await waiting('bob', { ...APPROVAL, expiresInMs: 50_000 });
    const soon = await waiting('bob', { ...APPROVAL, expiresInMs: 20_000 });
    const writers = await waiting('bob', { ...APPROVAL, roles: ['write'] });
    const [own, theirs, all] = [await inbox('bob'), await inbox('grace'), await inbox('root')];
    expect(own).toEqual([soon.id, late.id, writers.id]);
    expect(theirs.slice(0, 2)).toEqual([soon.id, late.id]);
    expect(theirs).not.toContain(writers.id);
    expect(all).toEqual(expect.arrayContaining(own));
    expect(await inbox('ada')).not.toEqual(expect.arrayContaining([soon.id]));
    expect((await get('bob', '/decisions/requests?limit=0')).json.code).toBe('malformed_parameter');
    expect((await get('bob', '/decisions/requests?cursor=x')).json.code).toBe('invalid_cursor');
    const { json } = await get('bob', '/decisions/requests?limit=1');
    expect(json.requests).toMatchObject([{ process_id: soon.id, decision_query: QUERY }]);
    expect((await get('bob', '/decisions/stats')).json).toMatchObject({ waiting: 3, running: 0 });
    const listed = await get('bob', '/decisions/processes?status=waiting');
    expect(listed.json.processes).toHaveLength(3);
  });

  it('stays in the history of its process, and is answered by no GET', async () => {
    const { id } = await waiting('ada', APPROVAL);
    const path = `/decisions/${id}/requests`;
    expect((await get('grace', `${path}/review-1/answer?outcome=approve`)).status).toBe(405);
    expect((await get('grace', path)).json.requests).toMatchObject([{ status: 'open' }]);
    await send('POST', 'ada', `/decisions/${id}/cancel`);
    expect((await get('ada', path)).json.requests).toMatchObject([{ status: 'cancelled', answer: null }]);
    expect((await answer('grace', id, { outcome: 'approve' })).json.code).toBe('request_closed');
    expect((await get('bob', path)).json.code).toBe('process_not_found');
  });

  it('expires within a second of its time, and the process fails with it', async () => {
    const { id } = await waiting('ada', { ...APPROVAL, expiresInMs: 300 });
    const failed = await get('ada', `/decisions/status/${id}`, { prefer: 'wait=5' });
    expect(failed.json).toMatchObject({ status: 'failed', error: { code: 'not_answered', step: 'ask' } });
    const times = (await get('ada', `/decisions/${id}/requests`)).json.requests as Record<string, string>[];
    const lateBy = Date.parse(times[0]?.closed_at ?? '') - Date.parse(times[0]?.expires_at ?? '');
    expect(lateBy).toBeGreaterThanOrEqual(0);
    expect(lateBy).toBeLessThan(1_000);
  });

  it('is told to a caller who waits for the outcome', async () => {
    const body = { ...BODY, problem: APPROVAL };
    const reply = await send('POST', 'ada', '/decisions/run', body, { prefer: 'wait=1' });
    expect(reply).toMatchObject({ status: 202, json: { status: 'waiting' } });
    expect(reply.json.message).toContain('waits for an answer');
  });

  it('goes on over the event stream: waiting is no end', async () => {
    const { id } = await waiting('ada', APPROVAL);
    const following = get('ada', `/decisions/${id}/events`);
    await answer('grace', id, { outcome: 'approve' });
    const { text } = await following;
    expect(text).toContain('"status":"waiting"');
    expect(text).toContain('"status":"completed"');
  });

  it('waits for a time, and fails at a deadline; both are checked, and told again with the same key', async () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const begin = (times: object, key: object = {}) =>
      send('POST', 'ada', '/decisions/start', { ...BODY, problem: APPROVAL, ...times }, key);
    const fault = async (times: object) => {
      const { status, json } = await begin(times);
      return [status, json.errors?.[0]];
    };
    expect(await fault({ deadline: at(-1_000) })).toEqual([
      422,
      { path: 'deadline', message: 'must be in the future' },
    ]);
    expect(await fault({ run_at: at(9_000), deadline: at(8_000) })).toEqual([
      422,
      { path: 'deadline', message: 'must be after run_at' },
    ]);
    expect((await fault({ run_at: 'tomorrow' }))[1]).toMatchObject({ path: 'run_at' });
    expect((await fault({ deadline: '9999-01-01T00:00:00Z' }))[1]).toMatchObject({ path: 'deadline' });
    const runAt = at(60_000);
    const later = await begin({ run_at: runAt });
    const pending = await get('ada', `/decisions/status/${later.json.process_id}`);
    expect(pending.json).toMatchObject({ status: 'pending', run_at: runAt, attempt: 0 });

    const key = { 'idempotency-key': '"deadline"' };
    const deadline = at(800);
    const { json } = await begin({ deadline }, key);
    const path = `/decisions/${json.process_id}`;
    await get('ada', path, { prefer: 'wait=5' });
    const failed = await untilStatus('failed', path);
    expect(failed.json).toMatchObject({ deadline, error: { code: 'deadline_exceeded' } });
    expect((await begin({ deadline }, key)).headers['idempotent-replayed']).toBe('true');
    expect((await send('POST', 'ada', `${path}/resume`)).json.code).toBe('deadline_passed');
    const past = await send('POST', 'ada', `${path}/resume`, { deadline: at(-1) });
    expect(past.json.code).toBe('invalid_request');
    expect((await send('POST', 'ada', `${path}/resume`, { deadline: null })).status).toBe(202);
    const resumed = await untilStatus('waiting', path);
    expect(resumed.json).toMatchObject({ deadline: null, waiting_for: { request_id: 'review-2' } });
  });

  const QUERY = 'Which of the two is the cheaper one?';
  const BODY = { decision_query: QUERY, engine: 'asks' };

  async function waiting(name: Name, problem: object): Promise<{ id: string; status: HttpReply['json'] }> {
    const { json } = await send('POST', name, '/decisions/start', { ...BODY, problem });
    const { json: status } = await untilStatus('waiting', `/decisions/${json.process_id}`, name);
    return { id: json.process_id, status };
  }

  async function untilStatus(wanted: string, path: string, name: Name = 'ada'): Promise<HttpReply> {
    for (let reply = await get(name, path); ;) {
      if (reply.json.status === wanted) return reply;
      reply = await get(name, path, { prefer: 'wait=5', 'if-none-match': String(reply.headers.etag) });
      if (reply.status === 304) reply = await get(name, path);
    }
  }

  function answer(name: Name, id: string, body: object, request = 'review-1'): Promise<HttpReply> {
    return send('POST', name, `/decisions/${id}/requests/${request}/answer`, body);
  }

  async function inbox(name: Name): Promise<unknown[]> {
    const ids: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path = `/decisions/requests?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { json } = await get(name, path);
      ids.push(...(json.requests as { process_id: string }[]).map((each) => each.process_id));
      cursor = json.next_cursor;
    }
    return ids;
  }

  function get(name: Name, path: string, headers: Record<string, string> = {}): Promise<HttpReply> {
    return instance.http.get(path, { authorization: `Bearer ${name}`, ...headers });
  }

  function send(
    method: string,
    name: Name,
    path: string,
    body?: object,
    further: object = {},
  ): Promise<HttpReply> {
    const headers = { authorization: `Bearer ${name}`, ...further };
    return instance.http.send(method, path, { headers, ...(body ? { body } : {}) });
  }
});

/** Everybody has a key of their own, whose secret is their name. */
function entry(name: string, roles: string): string {
  return `${name}:${roles}:${createHash('sha256').update(name).digest('hex')}`;
}
