import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProblemCode } from '../../src/http/answer/problem.js';
import { supplierProblem } from '../support/analytic-problems.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import type { HttpOptions } from '../support/http-client.js';
import { expectProblem } from '../support/http-problems.js';

const MIB = 1_048_576;
const json = JSON.stringify(aStartBody());
const withNumber = (literal: string) => json.replace('[10,7,3]', `[${literal},7,3]`);
const problem = (changes: Record<string, unknown>) => aStartBody({ problem: supplierProblem(changes) });
const criteria = supplierProblem().criteria as Record<string, unknown>[];
const names = (...alternatives: unknown[]) => problem({ alternatives });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** What is sent to `POST /decisions/start`, how it fails, and where the reply says the fault is. */
type BadStart = readonly [what: string, body: unknown, code: ProblemCode, path?: string];

const MALFORMED: readonly BadStart[] = [
  ['an empty body', '', 'empty_body'],
  ['an array', '[]', 'malformed_json'],
  ['a string', '"decide"', 'malformed_json'],
  ['null', 'null', 'malformed_json'],
  ['a number', '42', 'malformed_json'],
  ['broken JSON', '{"decision_query":', 'malformed_json'],
  ['a trailing comma', '{"a":1,}', 'malformed_json'],
  ['two values', '{}{}', 'malformed_json'],
  ['NaN', withNumber('NaN'), 'malformed_json'],
  ['Infinity', withNumber('-Infinity'), 'malformed_json'],
  ['1e400', withNumber('1e400'), 'malformed_json'],
  ['-1e400', withNumber('-1e400'), 'malformed_json'],
  ['a number that would become 0', withNumber('1e-400'), 'malformed_json'],
  ['an integer that would lose digits', withNumber('12345678901234567890'), 'malformed_json'],
  ['a number with a leading zero', withNumber('010'), 'malformed_json'],
  ['65 levels', `{"problem":${nested(64)}}`, 'too_deep'],
  ['15,000 levels', `{"problem":${nested(15_000)}}`, 'too_deep'],
  ['300,000 opening brackets', '['.repeat(300_000), 'too_deep'],
  ['a __proto__ member', '{"problem":{"__proto__":{"polluted":true}}}', 'malformed_json'],
  ['an escaped __proto__ member', '{"problem":{"__pr\\u006fto__":{"polluted":true}}}', 'malformed_json'],
  ['a constructor member', '{"constructor":{"prototype":{"polluted":true}}}', 'malformed_json'],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from('{"decision_query":"'), Buffer.from([0xff, 0xfe, 0xc3])]),
    'malformed_json',
  ],
  ['a lone surrogate', `{"decision_query":"${QUERY} \\ud800"}`, 'malformed_json'],
  ['a NUL', `{"decision_query":"${QUERY} \\u0000"}`, 'malformed_json'],
  ['a NUL in a name', '{"a\\u0000":1}', 'malformed_json'],
  ['a UTF-8 byte order mark', `\ufeff${json}`, 'unsupported_media_type'],
  ['UTF-16', Buffer.from(`\ufeff${json}`, 'utf16le'), 'unsupported_media_type'],
  ['2 MB', aStartBody({ problem: { text: 'x'.repeat(2 * MIB) } }), 'body_too_large'],
];

const INVALID: readonly BadStart[] = [
  ['no property at all', {}, 'invalid_request', 'decision_query'],
  ['no problem', { decision_query: QUERY }, 'invalid_request', 'problem'],
  ['a null problem', aStartBody({ problem: null }), 'invalid_request', 'problem'],
  ['no query', aStartBody({ decision_query: undefined }), 'invalid_request', 'decision_query'],
  ['an empty query', aStartBody({ decision_query: '' }), 'invalid_request', 'decision_query'],
  ['a query of blanks', aStartBody({ decision_query: ' '.repeat(50) }), 'invalid_request', 'decision_query'],
  [
    'a short query',
    aStartBody({ decision_query: `   ${'q'.repeat(9)}   ` }),
    'invalid_request',
    'decision_query',
  ],
  ['a long query', aStartBody({ decision_query: 'q'.repeat(1_001) }), 'invalid_request', 'decision_query'],
  [
    'a query of invisible characters',
    aStartBody({ decision_query: `${QUERY}${'\ufe0f'.repeat(2_000)}` }),
    'invalid_request',
    'decision_query',
  ],
  [
    'a query with an escape',
    aStartBody({ decision_query: `${QUERY}\u001b[31m` }),
    'invalid_request',
    'decision_query',
  ],
  [
    'a query that is a number',
    aStartBody({ decision_query: 12_345_678_901 }),
    'invalid_request',
    'decision_query',
  ],
  ['a query that is a list', aStartBody({ decision_query: [QUERY] }), 'invalid_request', 'decision_query'],
  ['a null engine', aStartBody({ engine: null }), 'invalid_request', 'engine'],
  ['an unknown engine', aStartBody({ engine: 'oracle' }), 'unknown_engine', 'engine'],
  ['an engine named like a method', aStartBody({ engine: 'toString' }), 'unknown_engine', 'engine'],
  ['an unknown property', aStartBody({ priority: 1 }), 'invalid_request', 'priority'],
  [
    'an unknown property with a long name',
    aStartBody({ ['p'.repeat(10_000)]: 1 }),
    'invalid_request',
    `${'p'.repeat(60)}…`,
  ],
  ['labels that are a list', aStartBody({ labels: ['a'] }), 'invalid_request', 'labels'],
  ['null labels', aStartBody({ labels: null }), 'invalid_request', 'labels'],
  ['a label that is a number', aStartBody({ labels: { team: 1 } }), 'invalid_request', 'labels'],
  ['an empty label', aStartBody({ labels: { team: '' } }), 'invalid_request', 'labels'],
  ['a label with a colon in its name', aStartBody({ labels: { 'a:b': 'c' } }), 'invalid_request', 'labels'],
  ['a long label', aStartBody({ labels: { team: 'x'.repeat(201) } }), 'invalid_request', 'labels'],
  [
    '17 labels',
    aStartBody({ labels: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`l${n}`, 'x'])) }),
    'invalid_request',
    'labels',
  ],
  [
    '10,000 labels',
    aStartBody({ labels: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`l${n}`, 'x'])) }),
    'invalid_request',
    'labels',
  ],
  ['a problem that is text', aStartBody({ problem: 'x' }), 'invalid_problem', 'problem'],
  ['a problem that is a list', aStartBody({ problem: [] }), 'invalid_problem', 'problem'],
  ['an empty problem', aStartBody({ problem: {} }), 'invalid_problem', 'problem.alternatives'],
  ['an unknown property of the problem', problem({ extra: 1 }), 'invalid_problem', 'problem.extra'],
  ['no alternatives', problem({ alternatives: [] }), 'invalid_problem', 'problem.alternatives'],
  [
    'alternatives that are text',
    problem({ alternatives: 'Alpha' }),
    'invalid_problem',
    'problem.alternatives',
  ],
  ['the same name twice', names('Alpha', 'Alpha', 'Gamma'), 'invalid_problem', 'problem.alternatives[1]'],
  ['a nameless alternative', names('Alpha', ' ', 'Gamma'), 'invalid_problem', 'problem.alternatives[1]'],
  ['no criteria', problem({ criteria: [] }), 'invalid_problem', 'problem.criteria'],
  [
    'a criterion without direction',
    problem({ criteria: [{ name: 'price', weight: 1 }, criteria[1], criteria[2]] }),
    'invalid_problem',
    'problem.criteria[0].direction',
  ],
  [
    'a negative weight',
    problem({ criteria: [{ ...criteria[0], weight: -1 }, criteria[1], criteria[2]] }),
    'invalid_problem',
    'problem.criteria[0].weight',
  ],
  [
    'weights that are all zero',
    problem({ criteria: criteria.map((criterion) => ({ ...criterion, weight: 0 })) }),
    'invalid_problem',
    'problem.criteria',
  ],
  [
    'a missing row',
    problem({
      scores: [
        [10, 7, 3],
        [12, 9, 4],
      ],
    }),
    'invalid_problem',
    'problem.scores',
  ],
  [
    'a ragged matrix',
    problem({
      scores: [
        [10, 7, 3],
        [12, 9],
        [8, 5, 5],
      ],
    }),
    'invalid_problem',
    'problem.scores[1]',
  ],
  [
    'a score that is text',
    problem({
      scores: [
        [10, 7, 3],
        [12, '9', 4],
        [8, 5, 5],
      ],
    }),
    'invalid_problem',
    'problem.scores[1][1]',
  ],
  [
    'a score that is null',
    problem({
      scores: [
        [10, 7, 3],
        [12, null, 4],
        [8, 5, 5],
      ],
    }),
    'invalid_problem',
    'problem.scores[1][1]',
  ],
  ['an unknown method', problem({ method: { name: 'dice' } }), 'invalid_problem', 'problem.method.name'],
  [
    'too many samples',
    problem({ robustness: { samples: 1e9 } }),
    'invalid_problem',
    'problem.robustness.samples',
  ],
  [
    '100,000 alternatives',
    problem({ alternatives: Array(100_000).fill('a') }),
    'invalid_problem',
    'problem.alternatives',
  ],
  [
    '10,000 properties',
    problem(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`p${n}`, n]))),
    'invalid_problem',
    'problem',
  ],
];

describe('bad input', () => {
  let instance: AppInstance;

  beforeAll(async () => (instance = await anApp({ http: { bodyLimitBytes: MIB } })));
  // Whatever was tried, nothing of it is stored.
  afterAll(async () => {
    const { total } = (await instance.http.get('/decisions/stats')).json;
    await instance.close();
    expect(total).toBe(0);
  });

  it.each(MALFORMED)('refuses a body that has %s', async (_what, body, code) => {
    expectProblem(
      await instance.http.post('/decisions/start', body, { 'content-type': 'application/json' }),
      code,
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each(INVALID)('refuses a start with %s and says where', async (_what, body, code, path) => {
    for (const route of ['/decisions/start', '/decisions/run']) {
      const errors = expectProblem(await instance.http.post(route, body), code);
      expect(errors).toContainEqual({ path, message: expect.stringMatching(/./) });
    }
  });

  it('lists what engines there are', async () => {
    const reply = await instance.http.post('/decisions/start', aStartBody({ engine: 'oracle' }));
    expect(reply.json.errors).toEqual([{ path: 'engine', message: 'must be one of analytic' }]);
  });

  it('bounds what it answers to a body with many faults', async () => {
    const body = aStartBody(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`p${n}`, n])));
    const reply = await instance.http.post('/decisions/start', body);
    expectProblem(reply, 'invalid_request');
    expect(reply.text.length).toBeLessThan(10_000);
  });

  it('closes the connection of a body that is too large', async () => {
    const reply = await instance.http.post('/decisions/start', 'x'.repeat(2 * MIB));
    expectProblem(reply, 'body_too_large');
    expect(reply.headers.connection).toBe('close');
  });

  it('measures a body that does not say how large it is', async () => {
    const chunk = 'x'.repeat(65_536);
    const chunks = Array(40).fill(`10000\r\n${chunk}\r\n`).join('');
    const head =
      'POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await instance.http.raw(head + chunks)).toMatch(/^HTTP\/1\.1 413 [^]*"code":"body_too_large"/);
  });

  const MEDIA: readonly (readonly [string, HttpOptions])[] = [
    ['text', { body: json, headers: { 'content-type': 'text/plain' } }],
    [
      'a form',
      { body: 'decision_query=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['parts', { body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['no type', { body: json, headers: { 'content-type': '' } }],
    ['nonsense', { body: json, headers: { 'content-type': '/;=' } }],
    ['latin1', { body: json, headers: { 'content-type': 'application/json; charset=latin1' } }],
    ['utf-16', { body: json, headers: { 'content-type': 'application/json; charset=utf-16' } }],
    ['gzip', { body: gzipSync(json), headers: { 'content-encoding': 'gzip' } }],
    ['a zip bomb', { body: gzipSync(Buffer.alloc(20 * MIB)), headers: { 'content-encoding': 'gzip' } }],
  ];

  it.each(MEDIA)('refuses a body that is %s', async (_what, options) => {
    expectProblem(await instance.http.send('POST', '/decisions/start', options), 'unsupported_media_type');
  });

  it('refuses a body without a type', async () => {
    const head = `POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${json.length}\r\n\r\n`;
    expect(await instance.http.raw(head + json)).toMatch(/^HTTP\/1\.1 415 /);
  });

  it('refuses a start without any body', async () => {
    expectProblem(await instance.http.post('/decisions/start'), 'empty_body');
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"', 'Application/JSON'])(
    'reads a body of type %s',
    async (type) => {
      expectProblem(
        await instance.http.post('/decisions/start', '{}', { 'content-type': type }),
        'invalid_request',
      );
    },
  );
});

describe('bad paths, parameters and headers', () => {
  let instance: AppInstance;

  beforeAll(async () => (instance = await anApp()));
  afterAll(() => instance.close());

  const IDS = [
    '1',
    'null',
    '%00',
    '%0d%0aX: y',
    '..%2f..%2fetc',
    '{a}*',
    '%27',
    'A'.repeat(8_000),
    '01980f3e-7c1b-4d64-9f2a-0123456789ab',
    '01980f3e-7c1b-7d64-9f2a-0123456789ab%20',
  ];

  it.each(IDS)('refuses the process id %s', async (id) => {
    const path = id.replaceAll(' ', '%20');
    for (const [method, route] of [
      ['GET', `/decisions/status/${path}`],
      ['GET', `/decisions/${path}/events`],
      ['POST', `/decisions/${path}/cancel`],
      ['POST', `/decisions/${path}/resume`],
      ['DELETE', `/decisions/${path}`],
    ] as const) {
      const reply = await instance.http.send(method, route);
      expect(expectProblem(reply, 'malformed_parameter')).toEqual([
        { path: 'process_id', message: expect.any(String) },
      ]);
      expect(reply.headers.x).toBeUndefined();
    }
  });

  it.each(['%zz', '%ff', '%e0%a4%a'])('refuses the escape %s', async (id) => {
    const reply = await instance.http.get(`/decisions/status/${id}`);
    expectProblem(reply, 'malformed_url');
    expect(reply.headers['x-request-id']).toMatch(/./);
  });

  const QUERIES = [
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=1e9',
    'limit=1.5',
    'limit=',
    'limit=0x10',
    'limit=5&limit=6',
    'status=done',
    'status=',
    'status=toString',
    'created_after=yesterday',
    'created_after=2026-02-30T00:00:00Z',
    'created_before=2026-01-01T25:00:00Z',
    'created_before=2026-01-01T00:00:00',
    'created_before=1767225600000',
    'label=team',
    'label=:x',
    'label=a:',
    'label=a%00:b',
    'cursor=',
    'cursor=%0a',
    `cursor=${'a'.repeat(1_025)}`,
    'unknown=1',
    '__proto__=1',
    'constructor=1',
  ];

  it.each(QUERIES)('refuses a list with %s', async (query) => {
    const errors = expectProblem(
      await instance.http.get(`/decisions/processes?${query}`),
      'malformed_parameter',
    );
    expect(errors).toEqual([{ path: query.split('=')[0], message: expect.stringMatching(/./) }]);
  });

  it.each(['a', 'eyJ0IjoxfQ', 'AAAA.AAAA', '"; DROP'.replaceAll(/[ "]/g, '_')])(
    'refuses the forged cursor %s',
    async (cursor) => {
      expectProblem(
        await instance.http.get(`/decisions/processes?cursor=${encodeURIComponent(cursor)}`),
        'invalid_cursor',
      );
    },
  );

  it.each(['-1', 'NaN', 'Infinity', '', 'abc', '1e400', '0x10', '1000001'])(
    'refuses to clean up after %s hours',
    async (hours) => {
      expectProblem(
        await instance.http.delete(`/decisions/cleanup?older_than_hours=${hours}`),
        'malformed_parameter',
      );
    },
  );

  it.each([
    '',
    '""',
    '"',
    '"a',
    'a b',
    `"${'k'.repeat(256)}"`,
    'k'.repeat(10_000),
    'a,b',
    '"a","b"',
    '"a";x=1',
    '"a\\b"',
  ])('refuses the idempotency key %p', async (key) => {
    expectProblem(
      await instance.http.post('/decisions/start', aStartBody(), { 'idempotency-key': key }),
      'malformed_header',
    );
  });

  it('refuses two idempotency keys', async () => {
    const headers = { 'idempotency-key': ['"a"', '"a"'] };
    expectProblem(await instance.http.post('/decisions/start', aStartBody(), headers), 'malformed_header');
  });

  it.each([
    ['if-none-match', '4'],
    ['if-none-match', '"4'],
    ['if-none-match', '*, "4"'],
    ['if-none-match', Array(21).fill('"1"').join()],
  ])('refuses %s: %s', async (name, value) => {
    const id = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
    expectProblem(await instance.http.get(`/decisions/status/${id}`, { [name]: value }), 'malformed_header');
  });

  it.each(['x', '-1', '1.5', '1, 2', '9'.repeat(16)])('refuses the last event id %s', async (lastEventId) => {
    const id = '01980f3e-7c1b-7d64-9f2a-0123456789ab';
    expectProblem(
      await instance.http.get(`/decisions/${id}/events`, { 'last-event-id': lastEventId }),
      'malformed_header',
    );
  });

  it('does not know other paths, whatever is sent there', async () => {
    expectProblem(await instance.http.get('/nowhere'), 'not_found');
    expectProblem(await instance.http.get('/decisions/start/'), 'not_found');
    expectProblem(await instance.http.post('/nowhere', '{"broken'), 'not_found');
    expectProblem(await instance.http.get('/docs/%2e%2e%2fpackage.json'), 'not_found');
    expectProblem(await instance.http.get('/docs/index.html'), 'not_found');
  });

  it('says which methods a path allows', async () => {
    const reply = await instance.http.send('PUT', '/decisions/x/cancel', { body: {} });
    expectProblem(reply, 'method_not_allowed');
    expect(reply.headers.allow).toBe('POST');
    expect((await instance.http.post('/docs-json', {})).headers.allow).toBe('GET, HEAD');
    expect(await instance.http.send('OPTIONS', '/decisions/stats')).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, OPTIONS' },
    });
  });

  it('answers what is no HTTP request', async () => {
    const broken = await instance.http.raw('NONSENSE\r\n\r\n');
    expect(broken).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"bad_request"/);
    const large = await instance.http.raw(
      `GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(large).toMatch(/^HTTP\/1\.1 431 [^]*application\/problem\+json[^]*"code":"headers_too_large"/);
  });

  it('refuses a request that two parsers could read differently', async () => {
    const smuggled =
      'POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
    expect(await instance.http.raw(smuggled)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('keeps a sane request id and replaces any other', async () => {
    const sane = await instance.http.get('/', { 'x-request-id': 'order-4711.retry_2' });
    expect(sane.headers['x-request-id']).toBe('order-4711.retry_2');
    for (const id of ['', 'a b', '\u001b[31m'.replaceAll('\u001b', '~'), 'x'.repeat(129)]) {
      expect((await instance.http.get('/nowhere', { 'x-request-id': id })).headers['x-request-id']).toMatch(
        /^[0-9a-f-]{36}$/,
      );
    }
  });

  it('tells browsers to make nothing of what it answers', async () => {
    for (const path of ['/', '/nowhere', '/decisions/stats']) {
      const { headers } = await instance.http.get(path);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      });
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });
});
