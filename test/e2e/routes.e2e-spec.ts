import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AppInstance, anApp } from '../support/app-instance.js';
import { aStartBody } from '../support/http-bodies.js';
import { expectProblem } from '../support/http-problems.js';

const ORIGIN = 'https://app.example';

describe('a path', () => {
  let instance: AppInstance;
  let id: string;

  beforeAll(async () => {
    instance = await anApp({ env: { CORS_ORIGINS: `${ORIGIN}, http://localhost:3000` } });
    id = (await instance.http.post('/decisions/run', aStartBody())).json.process_id;
  });

  afterAll(() => instance.close());

  it.each([
    ['GET', '/decisions/start', 'POST'],
    ['DELETE', '/decisions/start', 'POST'],
    ['PUT', '/decisions/stats', 'GET, HEAD'],
    ['DELETE', '/decisions/stats', 'GET, HEAD'],
    ['GET', '/decisions/cleanup', 'DELETE'],
    ['POST', '/decisions/0198c0de-0000-7000-8000-000000000000', 'DELETE, GET, HEAD'],
    ['GET', '/decisions/0198c0de-0000-7000-8000-000000000000/cancel', 'POST'],
    ['POST', '/decisions/status/cancel', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('says what it allows: %s %s', async (method, path, allow) => {
    const reply = await instance.http.send(method, path);
    expectProblem(reply, 'method_not_allowed');
    expect(reply.headers.allow).toBe(allow);
    const options = await instance.http.send('OPTIONS', path);
    expect([options.status, options.headers.allow]).toEqual([204, `${allow}, OPTIONS`]);
  });

  it('answers OPTIONS of everything, and of nothing that is not there', async () => {
    expect((await instance.http.send('OPTIONS', '*')).status).toBe(204);
    expectProblem(await instance.http.send('OPTIONS', '/nothing'), 'not_found');
  });

  it('takes no parameter it does not know, whichever it is', async () => {
    for (const path of ['/', '/docs', '/health', '/metrics', '/decisions/stats', `/decisions/${id}`]) {
      expectProblem(await instance.http.get(`${path}?colour=red`), 'malformed_parameter');
    }
    for (const path of ['/decisions/processes', `/decisions/status/${id}`, `/decisions/${id}/events`]) {
      expectProblem(await instance.http.get(`${path}?colour=red`), 'malformed_parameter');
    }
    expectProblem(await instance.http.post('/decisions/start?x', aStartBody()), 'malformed_parameter');
    expectProblem(await instance.http.delete('/decisions/cleanup?older=1'), 'malformed_parameter');
  });

  describe('called from a page', () => {
    const cancel = (headers: Record<string, string>) =>
      instance.http.post(`/decisions/${id}/cancel`, undefined, headers);

    it.each([
      ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
      ['another site that hides', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
      ['another origin, in an older browser', { origin: 'https://evil.example' }],
    ])('changes nothing for %s', async (_name, headers) => {
      expectProblem(await cancel(headers), 'forbidden');
      expectProblem(await instance.http.post('/decisions/start', aStartBody(), headers), 'forbidden');
    });

    it.each([
      ['the same origin', { 'sec-fetch-site': 'same-origin' }],
      ['its user', { 'sec-fetch-site': 'none' }],
      ['an origin that is allowed', { 'sec-fetch-site': 'cross-site', origin: ORIGIN }],
      ['no browser', {}],
    ])('does as it is told by %s', async (_name, headers) => {
      expectProblem(await cancel(headers), 'already_settled');
    });

    it('lets allowed origins, and no other, ask and read', async () => {
      const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'prefer' };
      const preflight = (origin: string) =>
        instance.http.send('OPTIONS', '/decisions/run', { headers: { origin, ...asked } });
      expect((await preflight(ORIGIN)).headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': expect.stringContaining('Prefer'),
        vary: 'Origin',
      });
      expect((await preflight('https://evil.example')).headers).not.toHaveProperty(
        'access-control-allow-origin',
      );
      const read = await instance.http.get('/decisions/stats', { origin: ORIGIN });
      expect(read.headers).toMatchObject({
        'access-control-allow-origin': ORIGIN,
        'access-control-expose-headers': expect.stringContaining('ETag'),
      });
    });
  });

  it.each(['evil.example', 'evil.example:8000', '192.168.0.7', 'localhost.evil.example'])(
    'is not reached by the name %p where anybody may do anything',
    async (host) => {
      expectProblem(await instance.http.get('/decisions/stats', { host }), 'forbidden');
    },
  );

  it('is reached by any name once nobody is let in unasked, or everybody on purpose', async () => {
    const open = await anApp({ env: { AUTH: 'off' } });
    expect((await open.http.get('/decisions/stats', { host: 'decisions.example' })).status).toBe(200);
    await open.close();
  });
});

describe('what looks the same', () => {
  let instance: AppInstance;

  beforeAll(async () => {
    instance = await anApp();
  });

  afterAll(() => instance.close());

  it('is the same: ids in either case, labels in either composition, questions of nothing to be seen', async () => {
    const written = { team: 'Cafe\u0301' };
    const { process_id: id } = (await instance.http.post('/decisions/run', aStartBody({ labels: written })))
      .json;
    expect((await instance.http.get(`/decisions/${id.toUpperCase()}`)).json.process_id).toBe(id);
    const found = await instance.http.get(
      `/decisions/processes?label=${encodeURIComponent('team:Caf\u00e9')}`,
    );
    expect(found.json.processes.map((process) => process.process_id)).toEqual([id]);
    const unseen = aStartBody({ decision_query: '\u200b'.repeat(20) });
    expectProblem(await instance.http.post('/decisions/start', unseen), 'invalid_request');
  });
});
