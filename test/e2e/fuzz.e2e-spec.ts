import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { aStartBody } from '../support/http-bodies.js';
import type { HttpReply } from '../support/http-client.js';
import { documentOf, HttpContract } from '../support/http-contract.js';

interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

const OPERATIONS = [
  'GET /',
  'POST /decisions/start',
  'POST /decisions/run',
  'GET /decisions/processes',
  'GET /decisions/stats',
  'GET /decisions/corrupt',
  'DELETE /decisions/cleanup',
  'GET /decisions/status/ID',
  'GET /decisions/ID/events',
  'POST /decisions/ID/cancel',
  'POST /decisions/ID/resume',
  'DELETE /decisions/ID',
  'GET /decisions/requests',
  'GET /decisions/ID/requests',
  'POST /decisions/ID/requests/ID/answer',
  'GET /docs/ID',
  'GET /ID',
];
const METHODS = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'];
const PARAMETERS = [
  'limit',
  'status',
  'cursor',
  'label',
  'created_after',
  'created_before',
  'older_than_hours',
  'other',
  '__proto__',
];
const HEADERS = [
  'prefer',
  'if-match',
  'if-none-match',
  'idempotency-key',
  'last-event-id',
  'traceparent',
  'x-request-id',
  'content-type',
  'content-encoding',
  'accept',
  'accept-version',
  'expect-nothing',
];
const VALUES = [
  '*',
  '"1"',
  'W/"2", "3"',
  'wait=0',
  'wait=1;x',
  'respond-async',
  '"key"',
  'application/json',
  'text/plain',
  'gzip',
  'identity',
  '7',
  'a:b',
  'completed',
  '2026-01-01',
  '0',
  '-1',
  '1e3',
  '',
];
const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  '%00',
  '\u0000',
  '\ud800',
  '1e400',
  'NaN',
  '𝒳',
  '../..',
  "'; --",
  '{{7*7}}',
  '\r\nX: y',
];

/** Many more take their time: `FUZZ_REQUESTS=100000`. */
const RUNS = Number(process.env.FUZZ_REQUESTS ?? 3_000);

describe('thousands of arbitrary requests', () => {
  let instance: AppInstance;
  let contract: HttpContract;
  const ids: string[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });

  beforeAll(async () => {
    instance = await anApp({ http: { waitCapS: 0, waitDefaultS: 0 } });
    contract = new HttpContract(await documentOf(instance.http));
    for (let number = 0; number < 3; number++) {
      ids.push((await instance.http.post('/decisions/start', aStartBody())).json.process_id);
    }
  });

  afterAll(async () => {
    delay.disable();
    // Told, not judged: how long one takes is for the machine to say.
    process.stderr.write(
      `  longest block of the event loop in ${RUNS} requests: ${(delay.max / 1e6).toFixed(1)} ms\n`,
    );
    await instance.close();
  });

  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...HOSTILE, ...VALUES));
  const json = fc.oneof(fc.jsonValue({ maxDepth: 4, noUnicodeString: false }), text);
  const segment = fc.oneof(
    fc.nat(2).map((index) => ids[index] ?? ''),
    fc.uuid({ version: 7 }),
    text.map((segment) => encoded(segment)),
    fc.constantFrom('%zz', '%', 'status', 'start', 'events'),
  );
  const query = fc.array(fc.tuple(fc.constantFrom(...PARAMETERS), text), { maxLength: 3 });
  const headers = fc.dictionary(
    fc.constantFrom(...HEADERS),
    fc.oneof(fc.constantFrom(...VALUES), text).map(headerValue),
    { maxKeys: 4 },
  );

  /** The valid body with one of its values, at any depth, replaced by something else. */
  const mutated = fc
    .tuple(fc.nat(), json)
    .map(([index, value]) => JSON.stringify(withReplaced(aStartBody(), index, value)));
  const body = fc.oneof(
    mutated,
    fc.constant(JSON.stringify(aStartBody())),
    json.map((value) => JSON.stringify(value)),
    text,
    fc.constant(undefined),
  );

  /** Mostly a method the path has. */
  const method = fc.option(fc.constantFrom(...METHODS), { freq: 9, nil: null });

  const requests: fc.Arbitrary<FuzzedRequest> = fc
    .record({ operation: fc.constantFrom(...OPERATIONS), method, segment, query, headers, body })
    .map(({ operation, method, segment, query, headers, body }) => {
      const [usual = '', route = ''] = operation.split(' ');
      const parameters = query.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
      return {
        method: method ?? usual,
        path: `${route.replaceAll('ID', () => segment)}?${parameters}`,
        headers,
        body,
      };
    });

  /** A start that is nothing but its body: among arbitrary parameters and headers few are valid. */
  const starts = body.map((body) => ({ method: 'POST', path: '/decisions/start', headers: {}, body }));
  const mostly = fc.oneof({ arbitrary: requests, weight: 19 }, { arbitrary: starts, weight: 1 });

  it(
    'are all answered, none by a failure of the service, each as documented',
    async () => {
      const statuses = new Map<number, number>();
      delay.enable();
      await fc.assert(
        fc.asyncProperty(mostly, async ({ method, path, headers, body }) => {
          // A stream of a process that runs would not end; those here are decided at once.
          const reply = await instance.http.send(method, path, { headers, ...(hasBody(method) && { body }) });
          statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
          expect(reply.status).toBeLessThan(500);
          if (method !== 'HEAD') expectWellFormed(reply);
          expect(method === 'HEAD' ? [] : contract.faultsOf(method, path, reply)).toEqual([]);
        }),
        { numRuns: RUNS },
      );
      const met = [200, 202, 400, 404, 405, 415, 422].filter((status) => statuses.has(status));
      expect(met).toEqual([200, 202, 400, 404, 405, 415, 422]);
    },
    300_000 + RUNS * 20,
  );

  it('leave the service as it was', async () => {
    const stats = (await instance.http.get('/decisions/stats')).json;
    expect(stats.quarantined).toBe(0);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((await instance.http.post('/decisions/start', aStartBody())).status).toBe(202);
  });
});

function expectWellFormed(reply: HttpReply): void {
  expect(reply.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
  if (reply.status < 400) return;
  expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(reply.json.status).toBe(reply.status);
}

function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Percent-encoded; unpaired surrogates cannot be. */
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '\ufffd'));
}

/** As a header can carry it. */
function headerValue(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '~').trim();
}

/** Replaces the `index`-th value, counted in depth first order. */
function withReplaced(root: unknown, index: number, replacement: unknown): unknown {
  let count = 0;
  const total = JSON.stringify(root).match(/[:[,]/g)?.length ?? 1;
  const wanted = index % total;
  const visit = (value: unknown): unknown => {
    if (count++ === wanted) return replacement;
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, visit(member)]));
  };
  return visit(root);
}
