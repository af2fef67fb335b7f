import { equal, match, notEqual, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { HttpReply } from '../../support/http-client.js';
import type { Api } from '../api.js';
import type { Check } from '../check.js';
import { expectProblem, expectStatus, header } from '../expect.js';

export const ACCESS: readonly Check[] = [
  {
    line: 'A process belongs to who started it',
    tries: 'every route with the id of another, lists, counts, and the administrator',
    needs: ['keys'],
    async run(installation) {
      const { own, other, admin } = installation;
      const total = async () => (await other.get('/decisions/stats')).json.total;
      const before = await total();
      const batch = randomUUID();
      const { process_id: id } = (await installation.decided(own, { labels: { batch } })).json;
      equal(await total(), before);
      for (const [method, path] of [
        ['GET', `/decisions/status/${id}`],
        ['GET', `/decisions/${id}`],
        ['GET', `/decisions/${id}/events`],
        ['GET', `/decisions/${id}/steps/frame`],
        ['POST', `/decisions/${id}/cancel`],
        ['POST', `/decisions/${id}/resume`],
      ] as const)
        expectProblem(await other.send(method, path), 404, 'process_not_found');
      const listed = async (api: typeof own) =>
        (await api.get(`/decisions/processes?label=batch:${batch}`)).json.processes.length;
      equal(await listed(other), 0);
      equal(await listed(own), 1);
      equal(await listed(admin), 1);
      expectStatus(await admin.get(`/decisions/${id}`), 200);
      expectStatus(await admin.delete(`/decisions/${id}`), 204);
    },
  },
  {
    line: 'The same idempotency key of two callers',
    tries: 'one key, two callers',
    needs: ['keys'],
    async run({ own, other, example }) {
      const key = { 'idempotency-key': `"${randomUUID()}"` };
      const first = await own.post('/decisions/start', example, key);
      const second = await other.post('/decisions/start', { ...example, labels: {} }, key);
      expectStatus(second, 202);
      notEqual(first.json.process_id, second.json.process_id);
    },
  },
  {
    line: '`RateLimit` and',
    tries: 'the headers of an answer',
    needs: ['keys'],
    async run({ own }) {
      const reply = await own.get('/decisions/engines');
      match(header(reply, 'ratelimit'), /^"requests";r=\d+;t=\d+$/);
      match(header(reply, 'ratelimit-policy'), /^"requests";q=\d+;w=\d+$/);
    },
  },
  {
    line: '`RateLimit` and',
    tries: 'more than there may be in a second, and again when there is room',
    needs: ['keys', 'bounds'],
    async run({ other }) {
      const policy = header(await other.get('/'), 'ratelimit-policy');
      const limit = Number(/q=(\d+)/.exec(policy)?.[1]);
      const { answers, refused } = await untilRefused(other, limit);
      ok(answers.every(({ status }) => status === 200 || status === 429));
      expectProblem(refused, 429, 'too_many_requests');
      other.expectDocumented('GET', '/', refused);
      match(header(refused, 'retry-after'), /^[1-9]\d*$/);
      expectStatus(await other.get('/'), 200);
    },
  },
];

const ROUNDS = 50;

/** Sends more at once than there may be in a second; how many of them are read within one is for the machine to say. */
async function untilRefused(api: Api, limit: number): Promise<{ answers: HttpReply[]; refused: HttpReply }> {
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await api.pipelined('/', 2 * limit);
    const refused = answers.find(({ status }) => status === 429);
    if (refused) return { answers, refused };
  }
  throw new Error('All were answered.');
}
