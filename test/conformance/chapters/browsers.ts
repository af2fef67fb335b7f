import { equal, match } from 'node:assert/strict';
import type { Check } from '../check.js';
import { expectProblem, expectStatus } from '../expect.js';

const ELSEWHERE = 'https://elsewhere.example';

/** What pages in a browser may do, of which their user knows nothing. */
export const BROWSERS: readonly Check[] = [
  {
    line: 'Open on this machine',
    tries: 'loopback names and others as Host',
    needs: ['open'],
    async run({ own }) {
      for (const host of ['localhost', '127.0.0.1:1', '[::1]:8000'])
        expectStatus(await own.raw('GET /decisions/stats HTTP/1.1', { lines: [`Host: ${host}`] }), 200);
      for (const host of ['a.example', 'localhost.a.example', '10.0.0.1'])
        expectProblem(
          await own.raw('GET /decisions/stats HTTP/1.1', { lines: [`Host: ${host}`] }),
          403,
          'forbidden',
        );
      const target = 'GET http://a.example/decisions/stats HTTP/1.1';
      expectProblem(await own.raw(target, { lines: ['Host: HOST'] }), 403, 'forbidden');
    },
  },
  {
    line: 'Open on this machine',
    tries: 'unsafe methods from a page of another site',
    async run(installation) {
      const { own, admin } = installation;
      const { process_id: id } = (await installation.decided()).json;
      const attempts: Record<string, string>[] = [
        { 'sec-fetch-site': 'cross-site', origin: ELSEWHERE },
        { origin: ELSEWHERE },
      ];
      for (const headers of attempts) {
        expectProblem(await own.post(`/decisions/${id}/cancel`, undefined, headers), 403, 'forbidden');
        expectProblem(await admin.delete(`/decisions/${id}`, headers), 403, 'forbidden');
        expectStatus(await own.get(`/decisions/${id}`, headers), 200);
      }
      expectProblem(
        await own.post(`/decisions/${id}/cancel`, undefined, { 'sec-fetch-site': 'same-origin' }),
        409,
        'already_settled',
      );
    },
  },
  {
    line: 'Origins of `CORS_ORIGINS`',
    tries: 'a preflight and a start of an origin that may, and of one that may not',
    needs: ['origin'],
    async run({ own, example, options: { origin = '' } }) {
      const preflight = (from: string) =>
        own.send('OPTIONS', '/decisions/start', {
          headers: { origin: from, 'access-control-request-method': 'POST' },
        });
      const start = (from: string) =>
        own.post('/decisions/start', example, { origin: from, 'sec-fetch-site': 'cross-site' });
      const asked = await preflight(origin);
      equal(asked.headers['access-control-allow-origin'], origin);
      equal(asked.headers['access-control-allow-methods'], 'POST');
      match(String(asked.headers['access-control-allow-headers']), /Idempotency-Key/);
      const started = await start(origin);
      expectStatus(started, 202);
      equal(started.headers['access-control-allow-origin'], origin);
      match(String(started.headers['access-control-expose-headers']), /ETag/);
      expectProblem(await start(ELSEWHERE), 403, 'forbidden');
      equal((await preflight(ELSEWHERE)).headers['access-control-allow-origin'], undefined);
    },
  },
];
