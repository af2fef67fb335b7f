import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import type { Check } from '../check.js';
import { expectProblem, expectStatus, header } from '../expect.js';

const STATS = 'GET /decisions/stats HTTP/1.1';
const START = 'POST /decisions/start HTTP/1.1';
const HOST = 'Host: HOST';
const JSON_BODY = 'Content-Type: application/json';

/** What is true of every request, whatever it asks for. */
export const REQUESTS: readonly Check[] = [
  {
    line: 'HTTP/1.1 and 1.0 are spoken',
    tries: 'HTTP/1.0 without Host; other versions; Host missing, twice, and none at all',
    async run({ own }) {
      expectStatus(await own.raw('GET /health/live HTTP/1.0'), 200);
      for (const lines of [[], [HOST, HOST], ['Host: a b'], ['Host: user@a']])
        expectProblem(await own.raw(STATS, { lines }), 400, 'bad_request');
      expectProblem(await own.raw('GET /decisions/stats HTTP/2.0', { lines: [HOST] }), 400, 'bad_request');
    },
  },
  {
    line: 'A target of more than 8,192',
    tries: 'one of 9,000 and of 20,000 characters; 201 headers; 20 KB of headers',
    async run({ own }) {
      for (const length of [9_000, 20_000])
        expectProblem(
          await own.raw(`GET /decisions/stats?${'x'.repeat(length)} HTTP/1.1`, { lines: [HOST] }),
          414,
          'uri_too_long',
        );
      const many = [HOST, ...Array.from({ length: 201 }, (_, nth) => `x-${nth}: 1`)];
      expectProblem(await own.raw(STATS, { lines: many }), 431, 'headers_too_large');
      expectProblem(
        await own.raw(STATS, { lines: [HOST, `x: ${'x'.repeat(20_000)}`] }),
        431,
        'headers_too_large',
      );
    },
  },
  {
    line: 'An expectation other than',
    tries: 'another one; 100-continue for a start, and for what is refused by type, length and route',
    async run({ own, example }) {
      expectProblem(await own.raw(STATS, { lines: [HOST, 'Expect: foo'] }), 417, 'expectation_failed');
      const expecting = [HOST, 'Expect: 100-continue'];
      const body = JSON.stringify(example);
      const length = `Content-Length: ${Buffer.byteLength(body)}`;
      expectStatus(await own.raw(START, { lines: [...expecting, JSON_BODY, length], body }), 202);
      const refusals = [
        [START, ['Content-Type: text/plain', 'Content-Length: 5'], 415],
        [START, [JSON_BODY, 'Content-Length: 999999999'], 413],
        ['POST /nothing/here HTTP/1.1', [JSON_BODY, 'Content-Length: 5'], 404],
      ] as const;
      for (const [start, lines, status] of refusals) {
        const reply = await own.raw(start, { lines: [...expecting, ...lines] });
        expectStatus(reply, status);
        equal(reply.headers.connection, 'close');
      }
    },
  },
  {
    line: 'A method nobody knows',
    tries: 'FOO, CONNECT, a transfer coding nobody knows, PATCH, DELETE of a word, OPTIONS, HEAD',
    async run({ own, admin }) {
      expectProblem(
        await own.raw('FOO /decisions/stats HTTP/1.1', { lines: [HOST] }),
        501,
        'not_implemented',
      );
      expectProblem(
        await own.raw('CONNECT a:443 HTTP/1.1', { lines: ['Host: a:443'] }),
        501,
        'not_implemented',
      );
      const coded = { lines: [HOST, JSON_BODY, 'Transfer-Encoding: gzip, chunked'], body: '0\r\n\r\n' };
      expectProblem(await own.raw(START, coded), 501, 'not_implemented');
      for (const [method, path, allow] of [
        ['PATCH', '/decisions/stats', 'GET, HEAD'],
        ['DELETE', '/decisions/start', 'POST'],
        ['GET', '/decisions/start', 'POST'],
      ] as const) {
        const reply = await admin.send(method, path);
        expectProblem(reply, 405, 'method_not_allowed');
        equal(reply.headers.allow, allow);
      }
      const options = await own.send('OPTIONS', '/decisions/stats');
      expectStatus(options, 204);
      equal(options.headers.allow, 'GET, HEAD, OPTIONS');
      const head = await own.send('HEAD', '/decisions/engines');
      expectStatus(head, 200);
      equal(head.text, '');
    },
  },
  {
    line: 'The target may be absolute',
    tries: 'an absolute target, escapes that cannot be decoded, nothing',
    async run({ own }) {
      expectStatus(await own.raw('GET http://HOST/health/live HTTP/1.1', { lines: [HOST] }), 200);
      for (const path of ['/decisions/status/%zz', '/decisions/%', '/%c3'])
        expectProblem(await own.get(path), 400, 'malformed_url');
      for (const path of ['/nothing', '/decisions', '/decisions/a/b/c/d'])
        expectProblem(await own.get(path), 404, 'not_found');
    },
  },
  {
    line: 'A query parameter the route does not have',
    tries: 'an unknown one where there are some, and where there are none',
    async run({ own, admin }) {
      for (const path of [
        '/decisions/processes?limits=2',
        '/decisions/stats?limit=2',
        '/health/live?a',
        '/?b=1',
      ])
        expectProblem(await own.get(path), 400, 'malformed_parameter');
      expectProblem(await admin.delete('/decisions/cleanup?older_than=1'), 400, 'malformed_parameter');
    },
  },
  {
    line: 'Every answer has `X-Request-Id`',
    tries: 'one that is usable, some that are not, and requests that are none',
    async run({ own }) {
      const usable = { 'x-request-id': 'order-4711.a_B' };
      equal((await own.get('/decisions/stats', usable)).headers['x-request-id'], 'order-4711.a_B');
      for (const given of ['a b', 'x'.repeat(129), '{}'])
        notEqual((await own.get('/nothing', { 'x-request-id': given })).headers['x-request-id'], given);
      for (const start of [STATS, 'FOO / HTTP/1.1', 'nonsense'])
        match(header(await own.raw(start), 'x-request-id'), /^[A-Za-z0-9._-]{1,128}$/);
    },
  },
  {
    line: 'A failure is `application/problem+json`',
    tries: 'every member of one, faults with a path, malformed before invalid',
    async run({ own }) {
      const reply = await own.post('/decisions/start', { decision_query: 7, problem: {}, nonsense: 1 });
      expectProblem(reply, 422, 'invalid_request');
      deepEqual(reply.json.errors?.map(({ path }) => path).sort(), ['decision_query', 'nonsense']);
      equal(reply.json.instance, '/decisions/start');
      expectProblem(await own.post('/decisions/start', '{'), 400, 'malformed_json');
      expectProblem(await own.get('/decisions/processes?limit=x'), 400, 'malformed_parameter');
    },
  },
  {
    line: 'A body is `application/json`',
    tries: 'each way in which one is not, on every route that takes one',
    async run({ own, admin, contract }) {
      for (const { method, path } of withBody(contract.answers.map(({ operation }) => operation))) {
        const api = method === 'DELETE' ? admin : own;
        const send = (body: string, headers = {}) => api.send(method, path, { body, headers });
        expectProblem(await send('x', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type');
        expectProblem(await send('x', { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type');
        for (const body of ['{', '[1,]', '{"a":NaN}', '{"a":"\\ud800"}'])
          expectProblem(await send(body), 400, 'malformed_json');
        expectProblem(await send(`${'['.repeat(65)}${']'.repeat(65)}`), 400, 'too_deep');
        const large = await api.raw(`${method} ${path} HTTP/1.1`, {
          lines: [HOST, JSON_BODY, 'Content-Length: 999999999'],
        });
        expectProblem(large, 413, 'body_too_large');
        api.expectDocumented(method, path, large);
        match(large.json.detail, /at most \d+ bytes/);
        equal(large.headers.connection, 'close');
      }
      for (const path of ['/decisions/start', '/decisions/run'])
        expectProblem(await own.post(path, ''), 400, 'empty_body');
    },
  },
  {
    line: 'Requests over one connection',
    tries: 'a hundred that are sent at once',
    async run({ own }) {
      const replies = await own.pipelined('/health/live', 101, (nth) => [`X-Request-Id: nth-${nth}`]);
      const order = replies.map(({ headers }) => headers['x-request-id']);
      deepEqual(
        order,
        Array.from({ length: 101 }, (_, nth) => `nth-${nth}`),
      );
    },
  },
  {
    line: 'A head that has not arrived',
    tries: 'half a head',
    isSlow: true,
    async run({ own, contract }) {
      const begun = performance.now();
      const reply = await own.rawText('GET /decisions/stats HTTP/1.1\r\nHost: ');
      expectProblem(reply, 408, 'request_timeout');
      deepEqual(contract.faultsOf('GET', '/decisions/stats', reply), []);
      ok(performance.now() - begun > 9_000);
    },
  },
];

/** Paths that take a body, with something for their parameters. */
function withBody(operations: readonly string[]): { method: string; path: string }[] {
  return [...new Set(operations)]
    .map((operation) => operation.split(' ') as [string, string])
    .filter(([method]) => method !== 'GET')
    .map(([method, path]) => ({ method, path: path.replace('{process_id}', NOBODY) }));
}

const NOBODY = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
