import { deepEqual, equal } from 'node:assert/strict';
import type { HttpReply, ReplyJson } from '../../support/http-client.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus } from '../expect.js';
import type { Installation } from '../installation.js';
import { until } from './status.js';

const UNKNOWN = '01980f3e-7c1b-7d64-9f2a-0123456789ab';

interface Asked {
  readonly id: string;
  readonly cancel: string;
  /** Where to answer. */
  readonly answer: string;
}

/** Processes that wait: for people, and for a time. */
export const WAITING: readonly Check[] = [
  {
    line: '`GET /decisions/requests?',
    tries: 'the inbox and the history of a process that waits, cursors that are none, ids nobody has',
    async run(installation) {
      const { own } = installation;
      const { id, cancel } = await asked(installation);
      const inbox = (await own.get('/decisions/requests?limit=200')).json as unknown as Requests;
      equal(inbox.requests.filter(({ process_id: each }) => each === id).length, 1);
      expectProblem(await own.get('/decisions/requests?cursor=forged'), 400, 'invalid_cursor');
      expectProblem(await own.get(`/decisions/${UNKNOWN}/requests`), 404, 'process_not_found');
      await own.post(cancel);
    },
  },
  {
    line: '`POST /decisions/{process_id}/requests/{request_id}/answer`',
    tries: 'what is no answer, one, the same again, another, one that comes too late',
    async run(installation) {
      const { own, review } = installation;
      const { id, answer } = await asked(installation);
      const outcome = 'approve';
      expectProblem(await review.post(answer, ''), 400, 'empty_body');
      expectProblem(await review.post(answer, {}), 422, 'invalid_request');
      expectProblem(await review.post(answer, { outcome: 'maybe' }), 422, 'invalid_answer');
      const digest = `sha256:${'0'.repeat(64)}`;
      expectProblem(
        await review.post(answer, { outcome, evidence_digest: digest }),
        412,
        'evidence_mismatch',
      );
      const none = `/decisions/${id}/requests/none-1/answer`;
      expectProblem(await review.post(none, { outcome }), 404, 'request_not_found');
      expectProblem(await review.post(answer.replace(id, UNKNOWN), { outcome }), 404, 'process_not_found');
      const first = await review.post(answer, { outcome });
      expectStatus(first, 200);
      equal(first.headers['idempotent-replayed'], undefined);
      const again = await review.post(answer, { outcome });
      expectStatus(again, 200);
      equal(again.headers['idempotent-replayed'], 'true');
      expectProblem(await review.post(answer, { outcome: 'reject' }), 409, 'already_answered');
      await until(
        () => own.get(`/decisions/${id}`, WAIT),
        ({ json }) => json.status === 'completed',
      );
      const late = await asked(installation);
      await own.post(late.cancel);
      expectProblem(await review.post(late.answer, { outcome }), 409, 'request_closed');
    },
  },
  {
    line: 'Whoever is not asked',
    tries: 'a caller without the role, and the starter where others are asked',
    needs: ['keys'],
    async run(installation) {
      const { own, admin } = installation;
      const { answer, cancel } = await asked(installation, admin, { four_eyes: true });
      expectProblem(await admin.post(answer, { outcome: 'approve' }), 403, 'four_eyes');
      await admin.post(cancel);
      const mine = await asked(installation);
      expectProblem(await own.post(mine.answer, { outcome: 'approve' }), 403, 'forbidden');
      await own.post(mine.cancel);
    },
  },
  {
    line: '`run_at` and `deadline`',
    tries: 'a time that is none, a deadline that passes, and a resume with and without a new one',
    async run(installation) {
      const { own, example } = installation;
      const start = (times: object) => own.post('/decisions/start', { ...example, ...times });
      for (const times of [{ run_at: 'soon' }, { deadline: '2020-01-01T00:00:00.000Z' }])
        expectProblem(await start(times), 422, 'invalid_request');
      const later = await start({ run_at: inSeconds(600) });
      equal(later.json.status, 'pending');
      await own.post(later.json.links.cancel);
      const { id, cancel } = await asked(installation, own, {}, { deadline: inSeconds(2) });
      const failed = await until(
        () => own.get(`/decisions/${id}`, WAIT),
        ({ json }) => json.status === 'failed',
      );
      equal(failed.json.error.code, 'deadline_exceeded');
      const resume = (body?: object): Promise<HttpReply> => own.post(`/decisions/${id}/resume`, body);
      expectProblem(await resume(), 409, 'deadline_passed');
      expectProblem(await resume({ deadline: 'soon' }), 422, 'invalid_request');
      expectStatus(await resume({ deadline: inSeconds(600) }), 202);
      deepEqual((await own.post(cancel)).json.status, 'cancelled');
    },
  },
];

const WAIT = { prefer: 'wait=5' };

type Requests = {
  readonly requests: readonly (ReplyJson & { readonly links: { readonly answer: string } })[];
};

/** A process that waits for a review. */
async function asked(
  { own, example }: Installation,
  api = own,
  human: object = {},
  extra: object = {},
): Promise<Asked> {
  const problem = { ...(example.problem as object), human: { review: 'always', ...human } };
  const { json } = await api.post('/decisions/start', { ...example, ...extra, problem });
  await until(
    () => api.get(json.links.status, WAIT),
    ({ json: status }) => status.status === 'waiting',
  );
  const history = (await api.get(`/decisions/${json.process_id}/requests`)).json as unknown as Requests;
  const [request] = history.requests;
  return { id: json.process_id, cancel: json.links.cancel, answer: request?.links.answer ?? '' };
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + 1_000 * seconds).toISOString();
}
