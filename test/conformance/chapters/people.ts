import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { HttpReply } from '../../support/http-client.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus } from '../expect.js';
import type { Installation } from '../installation.js';
import { until } from './status.js';

const APPROVE = { outcome: 'approve' };

/** What people are asked, and what they may answer. */
export const PEOPLE: readonly Check[] = [
  {
    line: '`run_at`: not to be begun before.',
    tries: 'one that is to begin later; times that make no sense; a deadline that comes',
    needs: ['engine'],
    async run({ own, body }) {
      const at = (ms: number) => new Date(Date.now() + ms).toISOString();
      const begin = (times: object) => own.post('/decisions/start', body({ do: 'hold' }, times));
      const { process_id: id, links } = (await begin({ run_at: at(60_000) })).json;
      equal((await own.get(`/decisions/${id}`)).json.status, 'pending');
      await own.post(links.cancel);
      expectProblem(await begin({ deadline: at(-1_000) }), 422, 'invalid_request');
      expectProblem(await begin({ run_at: at(9_000), deadline: at(8_000) }), 422, 'invalid_request');
      expectProblem(await begin({ run_at: '2999-01-01T00:00:00Z' }), 422, 'invalid_request');
      const late = (await begin({ deadline: at(500) })).json.process_id;
      const failed = await until(
        () => own.get(`/decisions/${late}`),
        ({ json }) => json.status === 'failed',
      );
      match(failed.text, /"code":"deadline_exceeded"/);
    },
  },
  {
    line: '`history` is who did what and when',
    tries: 'a process that was started, cancelled and resumed',
    needs: ['engine'],
    async run({ own, start }) {
      const { process_id: id, links } = (await start({ do: 'hold' })).json;
      await own.post(links.cancel);
      await own.post(`/decisions/${id}/resume`);
      const { history } = (await own.post(links.cancel)).json as unknown as { history: { what: string }[] };
      deepEqual(
        history.map(({ what }) => what),
        ['started', 'cancelled', 'resumed', 'cancelled'],
      );
    },
  },
  {
    line: '`POST /decisions/{process_id}/requests/{request_id}/answer` with',
    tries: 'the first answer; what waits shows what it waits for; no GET; what is no answer as JSON',
    needs: ['engine'],
    async run(installation) {
      const { own, admin } = installation;
      const { id, path } = await asked(installation);
      const status = (await own.get(`/decisions/${id}`)).json;
      equal(status.status, 'waiting');
      match(JSON.stringify(status.waiting_for), /"request_id":"question-1"/);
      const { status: answered } = await own.get(`${path}/question-1/answer`);
      equal(answered, 405);
      expectProblem(await admin.post(`${path}/question-1/answer`, '{'), 400, 'malformed_json');
      expectProblem(await admin.post(`${path}/question-1/answer`), 400, 'empty_body');
      expectProblem(await admin.post(`${path}/question-1/answer`, {}), 422, 'invalid_request');
      expectProblem(await admin.post(`${path}/question-2/answer`, APPROVE), 404, 'request_not_found');
      const unknown = '/decisions/01980f3e-7c1b-7d64-9f2a-0123456789ab/requests/question-1/answer';
      expectProblem(await admin.post(unknown, APPROVE), 404, 'process_not_found');
      expectStatus(await admin.post(`${path}/question-1/answer`, APPROVE), 200);
      await untilStatus(installation, id, 'completed');
    },
  },
  {
    line: 'The same answer of the same caller again',
    tries: 'the same again, another one, one after a cancel, other evidence',
    needs: ['engine'],
    async run(installation) {
      const { own, admin } = installation;
      const { path } = await asked(installation);
      const target = `${path}/question-1/answer`;
      const stale = { ...APPROVE, evidence_digest: `sha256:${'0'.repeat(64)}` };
      expectProblem(await admin.post(target, stale), 412, 'evidence_mismatch');
      expectStatus(await admin.post(target, APPROVE), 200);
      const again = await admin.post(target, APPROVE);
      equal(again.headers['idempotent-replayed'], 'true');
      expectProblem(await admin.post(target, { outcome: 'reject' }), 409, 'already_answered');
      const other = await asked(installation);
      await own.post(`/decisions/${other.id}/cancel`);
      expectProblem(await admin.post(`${other.path}/question-1/answer`, APPROVE), 409, 'request_closed');
    },
  },
  {
    line: 'An outcome there is not, or data',
    tries: 'an outcome and data that are none, a caller without the role, four eyes',
    needs: ['engine'],
    async run(installation) {
      const { admin, own, needs } = installation;
      const { path } = await asked(installation);
      expectProblem(
        await admin.post(`${path}/question-1/answer`, { outcome: 'maybe' }),
        422,
        'invalid_answer',
      );
      const data = { ...APPROVE, data: 1 };
      expectProblem(await admin.post(`${path}/question-1/answer`, data), 422, 'invalid_answer');
      if (needs.has('keys'))
        expectProblem(await own.post(`${path}/question-1/answer`, APPROVE), 403, 'forbidden');
      const eyes = await asked(installation, { notBy: 'starter', roles: ['write'] });
      expectProblem(await own.post(`${eyes.path}/question-1/answer`, APPROVE), 403, 'four_eyes');
    },
  },
  {
    line: 'Not answered by `expires_at`',
    tries: 'one that expires without an answer, and one with what counts as one',
    needs: ['engine'],
    async run(installation) {
      const lost = await asked(installation, { expiresInMs: 100 });
      const failed = await untilStatus(installation, lost.id, 'failed');
      match(failed.text, /"code":"not_answered"/);
      const onExpiry = { outcome: 'reject' };
      const { id } = await asked(installation, { expiresInMs: 100, onExpiry });
      match((await untilStatus(installation, id, 'completed')).text, /"what":"expired"/);
    },
  },
  {
    line: '`GET /decisions/requests?limit=&cursor=` is the inbox',
    tries: 'pages, the first to expire first; limits and cursors that are none; what others see',
    needs: ['engine'],
    async run(installation) {
      const { own, other, needs } = installation;
      const late = await asked(installation, { expiresInMs: 300_000 });
      const soon = await asked(installation, { expiresInMs: 200_000 });
      const ids = await inboxOf(own);
      ok(ids.indexOf(soon.id) < ids.indexOf(late.id) && ids.includes(soon.id));
      expectProblem(await own.get('/decisions/requests?limit=0'), 400, 'malformed_parameter');
      expectProblem(await own.get('/decisions/requests?cursor=forged'), 400, 'invalid_cursor');
      if (needs.has('keys')) ok(!(await inboxOf(other)).includes(soon.id));
      if (needs.has('keys')) ok((await inboxOf(installation.review)).includes(soon.id));
    },
  },
  {
    line: '`GET /decisions/{process_id}/requests` is what',
    tries: 'an open and a closed one; a process nobody has, and one of another',
    needs: ['engine'],
    async run(installation) {
      const { own, other, review, needs } = installation;
      const { id, path } = await asked(installation);
      const statuses = async () =>
        ((await own.get(path)).json.requests as { status: string }[]).map(({ status }) => status);
      deepEqual(await statuses(), ['open']);
      await own.post(`/decisions/${id}/cancel`);
      deepEqual(await statuses(), ['cancelled']);
      expectProblem(await own.get('/decisions/x/requests'), 400, 'malformed_parameter');
      if (!needs.has('keys')) return;
      expectProblem(await other.get(path), 404, 'process_not_found');
      expectStatus(await review.get(path), 200);
    },
  },
];

/** A process that asks, once it does. */
async function asked(
  installation: Installation,
  question: object = {},
): Promise<{ id: string; path: string }> {
  const { json } = await installation.start({ do: 'ask', question });
  const id = json.process_id;
  await until(
    () => installation.own.get(`/decisions/${id}`),
    (reply) => reply.json.status !== 'pending' && reply.json.status !== 'running',
  );
  return { id, path: `/decisions/${id}/requests` };
}

function untilStatus({ own }: Installation, id: string, wanted: string): Promise<HttpReply> {
  return until(
    () => own.get(`/decisions/${id}`),
    ({ json }) => json.status === wanted,
  );
}

async function inboxOf(api: Installation['own']): Promise<string[]> {
  const ids: string[] = [];
  for (let query = '?limit=50'; ;) {
    const { json } = await api.get(`/decisions/requests${query}`);
    ids.push(...(json.requests as { process_id: string }[]).map(({ process_id: id }) => id));
    if (json.next_cursor === null) return ids;
    query = `?limit=50&cursor=${encodeURIComponent(json.next_cursor)}`;
  }
}
