import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anApp, type AppInstance } from '../support/app-instance.js';
import type { HttpReply } from '../support/http-client.js';

const CALLERS = ['ada', 'bob', 'eve'] as const;
type Name = (typeof CALLERS)[number];

const BODY = {
  decision_query: 'Which of the two is the cheaper one?',
  problem: { alternatives: ['a', 'b'], criteria: [{ name: 'price', direction: 'cost' }], scores: [[1], [2]] },
};
const UNKNOWN = '01a206f6-9692-751a-9187-b90f1db4a6be';

/** Every route about one process, as a caller who guesses ids would try them. */
const ROUTES: readonly (readonly [string, (id: string) => string, Record<string, string>])[] = [
  ['GET', (id) => `/decisions/status/${id}`, {}],
  ['GET', (id) => `/decisions/status/${id}`, { prefer: 'wait=1' }],
  ['GET', (id) => `/decisions/status/${id}`, { 'if-none-match': '*' }],
  ['GET', (id) => `/decisions/${id}/events`, {}],
  ['POST', (id) => `/decisions/${id}/cancel`, {}],
  ['POST', (id) => `/decisions/${id}/cancel`, { 'if-match': '"1"' }],
  ['POST', (id) => `/decisions/${id}/resume`, {}],
];

describe('what callers know of each other', () => {
  let instance: AppInstance;
  beforeAll(async () => {
    instance = await anApp({
      env: { API_KEYS: [...CALLERS.map((name) => entry(name)), entry('root', 'admin')].join(',') },
    });
  });
  afterAll(() => instance.close());

  it('is nothing: a process of another is answered like one that there is not, on every route', async () => {
    const id = await started('ada');
    for (const [method, path, headers] of ROUTES) {
      const [theirs, none] = await Promise.all(
        [id, UNKNOWN].map((target) => ask('eve', method, path(target), headers)),
      );

      expect(shape(theirs, id)).toEqual(shape(none, UNKNOWN));
      expect(theirs?.status).toBe(404);
    }
    expect((await ask('ada', 'GET', `/decisions/status/${id}`)).status).toBe(200);
  });

  it('is nothing even by the same idempotency key', async () => {
    const key = { 'idempotency-key': '"order-4711"' };
    const [ada, bob, again] = [await start('ada', key), await start('bob', key), await start('ada', key)];

    expect(bob.json.process_id).not.toBe(ada.json.process_id);
    expect(again.json.process_id).toBe(ada.json.process_id);
    expect([bob.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
  });

  it('is nothing over any number of requests in any order', async () => {
    const action = fc.record({
      caller: fc.constantFrom(...CALLERS),
      kind: fc.constantFrom('start', 'start', 'visit', 'list', 'stats'),
      route: fc.nat({ max: ROUTES.length - 1 }),
      target: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
        for (const step of actions) await visit(step);
      }),
      { numRuns: 15 },
    );
  });

  it('is all there is for an administrator', async () => {
    const id = await started('bob');

    expect((await ask('root', 'GET', `/decisions/status/${id}`)).status).toBe(200);
    const page = await ask('root', 'GET', '/decisions/processes?limit=200');
    expect(page.json.processes.map(({ process_id }) => process_id)).toContain(id);
  });

  /** Whose processes there are so far. */
  const owners = new Map<string, Name>();

  async function visit(step: { caller: Name; kind: string; route: number; target: number }): Promise<void> {
    const { caller } = step;
    if (step.kind === 'start') {
      await started(caller);
      return;
    }
    if (step.kind === 'list') {
      const { json } = await ask(caller, 'GET', '/decisions/processes?limit=200');
      expect(json.processes.filter(({ process_id }) => owners.get(process_id) !== caller)).toEqual([]);
      return;
    }
    const own = [...owners.values()].filter((owner) => owner === caller).length;
    if (step.kind === 'stats') {
      expect((await ask(caller, 'GET', '/decisions/stats')).json.total).toBe(own);
      return;
    }
    const [id, owner] = [...owners][step.target % Math.max(1, owners.size)] ?? [UNKNOWN, null];
    const [method, path, headers] = ROUTES[step.route] ?? ['GET', () => '/', {}];
    if (owner !== caller) expect((await ask(caller, method, path(id), headers)).status).toBe(404);
  }

  async function started(caller: Name): Promise<string> {
    return (await start(caller)).json.process_id;
  }

  async function start(caller: Name, headers: Record<string, string> = {}): Promise<HttpReply> {
    const answer = await instance.http.post('/decisions/start', BODY, { ...as(caller), ...headers });
    expect(answer.status).toBe(202);
    owners.set(answer.json.process_id, caller);
    return answer;
  }

  function ask(
    caller: string,
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<HttpReply> {
    return instance.http.send(method, path, { headers: { ...as(caller), ...headers } });
  }
});

/** All that an answer tells, without what names the request. */
function shape(answer: HttpReply | undefined, id: string): unknown {
  const { date, 'x-request-id': request, ratelimit, ...headers } = answer?.headers ?? {};
  expect([date, request, ratelimit]).not.toContain(undefined);
  return { status: answer?.status, headers, text: answer?.text.replaceAll(id, 'ID') };
}

function entry(name: string, roles = 'read+write+review'): string {
  return `${name}:${roles}:${createHash('sha256').update(secretOf(name)).digest('hex')}`;
}

function as(name: string): Record<string, string> {
  return { authorization: `Bearer ${secretOf(name)}` };
}

function secretOf(name: string): string {
  return `secret-of-${name}`;
}
