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
  ['GET', (id) => `/decisions/${id}`, { prefer: 'wait=1' }],
  ['GET', (id) => `/decisions/${id}/steps/frame`, {}],
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
      kind: fc.constantFrom('start', 'start', 'visit', 'visit', 'list', 'stats', 'engines'),
      route: fc.nat({ max: ROUTES.length - 1 }),
      target: fc.nat(),
      key: fc.option(fc.constantFrom('"order-1"', '"order-2"'), { nil: null }),
      team: fc.constantFrom('red', 'blue'),
      filter: fc.constantFrom('', '&label=team:red', '&status=completed', '&label=team:blue&status=pending'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
        for (const step of actions) await visit(step);
      }),
      { numRuns: 20 },
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

  /** Cursors of pages that anybody has seen: somebody who finds one may try it. */
  const cursors: string[] = [];

  interface Step {
    readonly caller: Name;
    readonly kind: string;
    readonly route: number;
    readonly target: number;
    readonly key: string | null;
    readonly team: string;
    readonly filter: string;
  }

  async function visit(step: Step): Promise<void> {
    const { caller, kind } = step;
    if (kind === 'start') return startAgain(step);
    if (kind === 'list') return look(step);
    if (kind === 'engines') {
      const { text, json } = await ask(caller, 'GET', '/decisions/engines');
      for (const { pending } of json.engines as { pending: unknown }[]) expect(pending).toBeNull();
      expect(text).not.toContain('elsewhere');
      return;
    }
    const own = [...owners.values()].filter((owner) => owner === caller).length;
    if (kind === 'stats') {
      const { json } = await ask(caller, 'GET', '/decisions/stats');
      const ages = json.ages as { count: number }[];
      expect([json.total, ages.reduce((sum, { count }) => sum + count, 0)]).toEqual([own, own]);
      return;
    }
    const [id, owner] = [...owners][step.target % Math.max(1, owners.size)] ?? [UNKNOWN, null];
    const [method, path, headers] = ROUTES[step.route] ?? ['GET', () => '/', {}];
    if (owner === caller) return;
    const [theirs, none] = [
      await ask(caller, method, path(id), headers),
      await ask(caller, method, path(UNKNOWN), headers),
    ];
    expect(shape(theirs, id)).toEqual(shape(none, UNKNOWN));
    expect(theirs.status).toBe(404);
  }

  /** The same key of two callers never names the same process, and is a replay for the one who used it before. */
  async function startAgain({ caller, key, team }: Step): Promise<void> {
    const body = { ...BODY, labels: key === null ? { team } : {} };
    const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key };
    const { status, json } = await instance.http.post('/decisions/start', body, {
      ...as(caller),
      ...headers,
    });
    expect(status).toBe(202);
    expect(owners.get(json.process_id) ?? caller).toBe(caller);
    owners.set(json.process_id, caller);
  }

  async function look({ caller, filter, target }: Step): Promise<void> {
    const cursor = target % 2 === 0 ? undefined : cursors[target % Math.max(1, cursors.length)];
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await ask(caller, 'GET', `/decisions/processes?limit=2${filter}${from}`);
    expect(status).toBe(200);
    expect(json.processes.filter(({ process_id }) => owners.get(process_id) !== caller)).toEqual([]);
    const own = [...owners.values()].filter((owner) => owner === caller).length;
    expect(json.stats).toMatchObject({ total: own });
    if (json.next_cursor !== null) cursors.push(json.next_cursor);
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
