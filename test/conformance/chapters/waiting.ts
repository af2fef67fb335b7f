import { deepEqual, equal } from 'node:assert/strict';
import type { HttpReply, ReplyJson } from '../../support/http-client.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus } from '../expect.js';
import type { Installation } from '../installation.js';
import { until } from './status.js';

interface Asked {
  readonly cancel: string;
  /** Where to answer. */
  readonly answer: string;
}

/** Processes that wait: for people, and for a time. */
export const WAITING: readonly Check[] = [
  {
    line: 'Callers who are not asked',
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
      const problem = { ...(example.problem as object), human: { review: 'always' } };
      const { process_id: id, links } = (await start({ problem, deadline: inSeconds(1) })).json;
      const failed = await until(
        () => own.get(`/decisions/${id}`, WAIT),
        ({ json }) => json.status === 'failed',
      );
      equal(failed.json.error.code, 'deadline_exceeded');
      const resume = (body?: object): Promise<HttpReply> => own.post(`/decisions/${id}/resume`, body);
      expectProblem(await resume(), 409, 'deadline_passed');
      expectProblem(await resume({ deadline: 'soon' }), 422, 'invalid_request');
      expectStatus(await resume({ deadline: inSeconds(600) }), 202);
      deepEqual((await own.post(links.cancel)).json.status, 'cancelled');
    },
  },
];

const WAIT = { prefer: 'wait=5' };

interface Requests {
  readonly requests: readonly (ReplyJson & { readonly links: { readonly answer: string } })[];
}

/** A process that waits for a review. */
async function asked({ own, example }: Installation, api = own, human: object = {}): Promise<Asked> {
  const problem = { ...(example.problem as object), human: { review: 'always', ...human } };
  const { json } = await api.post('/decisions/start', { ...example, problem });
  await until(
    () => api.get(json.links.status, WAIT),
    ({ json: status }) => status.status === 'waiting',
  );
  const history = (await api.get(`/decisions/${json.process_id}/requests`)).json as unknown as Requests;
  const [request] = history.requests;
  return { cancel: json.links.cancel, answer: request?.links.answer ?? '' };
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + 1_000 * seconds).toISOString();
}
