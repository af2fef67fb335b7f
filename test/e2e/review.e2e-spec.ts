import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { supplierProblem } from '../support/analytic-problems.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { QUERY } from '../support/http-bodies.js';
import type { HttpReply } from '../support/http-client.js';

describe('a recommendation that a person reviews', () => {
  let instance: AppInstance;
  beforeAll(async () => {
    instance = await anApp();
  });
  afterAll(() => instance.close());

  it('waits for the reviewer, shows what to look at, and keeps both the figures and the decision', async () => {
    const run = await decide({ review: 'always' });
    expect(run).toMatchObject({ status: 202, json: { status: 'waiting' } });
    const { json: status } = await instance.http.get(`/decisions/${run.json.process_id}`);
    expect(status).toMatchObject({
      status: 'waiting',
      waiting_for: {
        kind: 'choice',
        options: [{ outcome: 'approve' }, { outcome: 'choose' }, { outcome: 'reject' }],
      },
    });
    const { links, evidence_digest } = status.waiting_for as {
      links: { answer: string };
      evidence_digest: string;
    };
    const wrong = { outcome: 'choose', data: { alternative: 'Omega' } };
    expect(await instance.http.post(links.answer, wrong)).toMatchObject({ status: 422 });
    const choice = {
      outcome: 'choose',
      data: { alternative: 'Alpha' },
      comment: 'They deliver.',
      evidence_digest,
    };
    expect((await instance.http.post(links.answer, choice)).status).toBe(200);

    const { json } = await untilSettled(run.json.process_id);
    expect(json).toMatchObject({
      status: 'completed',
      result: {
        recommended: 'Gamma',
        review: { outcome: 'choose', decided: 'Alpha', comment: 'They deliver.', expired: false },
      },
    });
  });

  it('is a decision when it is rejected, too, or when nobody answers and that counts as approval', async () => {
    const rejected = await decide({ review: 'always' });
    const path = `/decisions/${rejected.json.process_id}/requests/review-1/answer`;
    await instance.http.post(path, { outcome: 'reject', comment: 'Ask again.' });
    const { json } = await untilSettled(rejected.json.process_id);
    expect(json).toMatchObject({
      status: 'completed',
      result: { review: { outcome: 'reject', decided: null } },
    });

    const silent = await decide({ review: 'always', deadline_s: 1, on_expiry: 'approve' });
    const approved = await untilSettled(silent.json.process_id);
    expect(approved.json).toMatchObject({
      status: 'completed',
      result: { review: { outcome: 'approve', decided: 'Gamma', expired: true } },
    });
  });

  function decide(human: object): Promise<HttpReply> {
    const problem = { ...supplierProblem({ robustness: { samples: 100, seed: 42 } }), human };
    return instance.http.post('/decisions/run', { decision_query: QUERY, problem });
  }

  async function untilSettled(id: string): Promise<HttpReply> {
    let reply = await instance.http.get(`/decisions/${id}`);
    while (reply.json.completed_at === null) {
      const etag = String(reply.headers.etag);
      const changed = await instance.http.get(`/decisions/${id}`, {
        prefer: 'wait=5',
        'if-none-match': etag,
      });
      if (changed.status === 200) reply = changed;
    }
    return reply;
  }
});
