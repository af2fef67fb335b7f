import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AppInstance, anApp } from '../support/app-instance.js';
import { aStartBody } from '../support/http-bodies.js';

const REQUEST_ID = /^x-request-id: [\w.-]+\r$/im;

describe('the head of a request', () => {
  let instance: AppInstance;

  beforeAll(async () => {
    instance = await anApp();
  });

  afterAll(() => instance.close());

  const raw = (head: string) => instance.http.raw(head);
  const once = 'Connection: close\r\n';

  it.each([
    [
      'two Host headers',
      `GET /decisions/stats HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n${once}\r\n`,
      400,
      'bad_request',
    ],
    [
      'two equal ones',
      `GET /decisions/stats HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n${once}\r\n`,
      400,
      'bad_request',
    ],
    ['no Host', `GET /decisions/stats HTTP/1.1\r\n${once}\r\n`, 400, 'bad_request'],
    ['a Host with a blank', `GET /decisions/stats HTTP/1.1\r\nHost: a b\r\n${once}\r\n`, 400, 'bad_request'],
    ['a Host with a path', `GET /decisions/stats HTTP/1.1\r\nHost: a/b\r\n${once}\r\n`, 400, 'bad_request'],
    ['a Host with a user', `GET /decisions/stats HTTP/1.1\r\nHost: u@a\r\n${once}\r\n`, 400, 'bad_request'],
    ['HTTP/0.9', 'GET /decisions/stats\r\n\r\n', 400, 'bad_request'],
    ['HTTP/2.0', `GET /decisions/stats HTTP/2.0\r\nHost: localhost\r\n${once}\r\n`, 400, 'bad_request'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'bad_request'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'bad_request'],
    [
      'another expectation',
      `GET /decisions/stats HTTP/1.1\r\nHost: localhost\r\nExpect: foo\r\n${once}\r\n`,
      417,
      'expectation_failed',
    ],
    [
      'a method nobody knows',
      'FOO /decisions/stats HTTP/1.1\r\nHost: localhost\r\n\r\n',
      501,
      'not_implemented',
    ],
    [
      'a method in lower case',
      'get /decisions/stats HTTP/1.1\r\nHost: localhost\r\n\r\n',
      501,
      'not_implemented',
    ],
    ['a tunnel', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n', 501, 'not_implemented'],
    [
      'many headers',
      `GET /decisions/stats HTTP/1.1\r\nHost: localhost\r\n${'x:\r\n'.repeat(300)}${once}\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'headers beyond the thousandth',
      `GET /decisions/stats HTTP/1.1\r\nHost: localhost\r\n${'x:\r\n'.repeat(1_200)}${once}\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'a transfer coding nobody undoes',
      `POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n${once}\r\n0\r\n\r\n`,
      501,
      'not_implemented',
    ],
    [
      'a target of another host than it is called by',
      `GET http://a/decisions/stats HTTP/1.1\r\nHost: localhost\r\n${once}\r\n`,
      403,
      'forbidden',
    ],
    [
      'long headers',
      `GET /decisions/stats HTTP/1.1\r\nHost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
  ])('is refused with %s', async (_name, head, status, code) => {
    const reply = await raw(head);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(reply).toMatch(REQUEST_ID);
    expect(reply).toMatch(/^content-type: application\/problem\+json/im);
    expect(reply).toContain(`"code":"${code}"`);
  });

  it.each([
    ['a name', 'localhost'],
    ['a name and a port', 'localhost:8000'],
    ['an address', '127.0.0.1:80'],
    ['an address of version 6', '[::1]:8000'],
  ])('may name as Host %s', async (_name, host) => {
    expect(await raw(`GET /decisions/stats HTTP/1.1\r\nHost: ${host}\r\n${once}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  it('needs no Host in HTTP/1.0', async () => {
    expect(await raw('GET /decisions/stats HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('may have its target as a proxy gets it', async () => {
    expect(await raw(`GET http://localhost/health/live HTTP/1.1\r\nHost: a\r\n${once}\r\n`)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  it('counts however far back a condition stands', async () => {
    const { process_id: id } = (await instance.http.post('/decisions/start', aStartBody())).json;
    const head = `POST /decisions/${id}/cancel HTTP/1.1\r\nHost: localhost\r\n${'x:\r\n'.repeat(999)}If-Match: "999"\r\n${once}\r\n`;
    expect(await raw(head)).toMatch(/^HTTP\/1\.1 431 /);
  });

  describe('with Expect: 100-continue', () => {
    const post = (headers: string, path = '/decisions/start') =>
      raw(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n${headers}\r\n`);

    it.each([
      ['the type', 'Content-Type: text/plain\r\nContent-Length: 5\r\n', '/decisions/start', 415],
      [
        'the length',
        'Content-Type: application/json\r\nContent-Length: 99999999\r\n',
        '/decisions/start',
        413,
      ],
      ['the route', 'Content-Type: application/json\r\nContent-Length: 5\r\n', '/nothing/here', 404],
    ])('is told at once that %s is not acceptable', async (_name, headers, path, status) => {
      const reply = await post(headers, path);
      expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(reply).toMatch(/^connection: close\r$/im);
    });

    it('is told to go on otherwise', async () => {
      const body = JSON.stringify(aStartBody());
      const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
      const reply = await raw(
        `POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n${head}`,
      );
      expect(reply).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202 /);
    });
  });

  it('answers what came before it on its connection first', async () => {
    const first = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
    const reply = await raw(`${first}${first}FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(reply.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 501']);
  });
});
