import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApp, type AppInstance } from '../support/app-instance.js';
import type { HttpReply } from '../support/http-client.js';

const ROLES = ['read', 'write', 'review', 'metrics', 'admin'] as const;
const UNKNOWN = '/decisions/01a206f6-9692-751a-9187-b90f1db4a6be';

/** What each route takes; `open` takes nothing. Every route of the program is here: see the first test. */
const ROUTES: readonly (readonly [string, string, string])[] = [
  ['GET', '/health', 'open'],
  ['GET', '/health/live', 'open'],
  ['GET', '/health/ready', 'open'],
  ['GET', '/health/startup', 'open'],
  ['GET', '/', 'read'],
  ['GET', '/metrics', 'read or metrics'],
  ['GET', '/decisions/stats', 'read'],
  ['GET', '/decisions/processes', 'read'],
  ['GET', `/decisions/status/{process_id}`, 'read'],
  ['GET', '/decisions/{process_id}', 'read'],
  ['GET', '/decisions/{process_id}/steps/{name}', 'read'],
  ['GET', `/decisions/{process_id}/events`, 'read'],
  ['POST', '/decisions/start', 'write'],
  ['POST', '/decisions/run', 'write'],
  ['POST', `/decisions/{process_id}/cancel`, 'write'],
  ['POST', `/decisions/{process_id}/resume`, 'write'],
  ['GET', '/decisions/requests', 'read or review'],
  ['GET', '/decisions/{process_id}/requests', 'read or review'],
  ['POST', '/decisions/{process_id}/requests/{request_id}/answer', 'read or write or review'],
  ['DELETE', `/decisions/{process_id}`, 'admin'],
  ['DELETE', '/decisions/cleanup', 'admin'],
  ['GET', '/decisions/corrupt', 'admin'],
  ['DELETE', '/decisions/corrupt/{process_id}', 'admin'],
  ['GET', '/decisions/engines', 'read'],
  ['GET', '/decisions/workers', 'admin'],
];

describe('a service with keys', () => {
  let instance: AppInstance;
  beforeAll(async () => (instance = await anApp({ env: { API_KEYS: ROLES.map(entry).join(',') } })));
  afterAll(() => instance.close());

  it('says of every route in its documentation what it takes', async () => {
    const { json } = await instance.http.get('/docs-json', as('read'));
    const paths = json.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, operation]) =>
          [method.toUpperCase(), path, operation['x-required-role'] ?? 'open'] as const,
      ),
    );

    expect(documented.sort()).toEqual([...ROUTES].sort());
  });

  it.each(ROUTES)('%s %s takes %s', async (method, path, required) => {
    const answers = await Promise.all([null, ...ROLES].map((role) => ask(method, path, role)));
    const statuses = answers.map(({ status }) => status);

    const allowed = ROLES.map((role) => role === 'admin' || required.split(' or ').includes(role));
    if (required === 'open') expect(statuses).not.toContain(401);
    else expect(statuses[0]).toBe(401);
    expect(statuses.slice(1).map((status) => status !== 403 && status !== 401)).toEqual(
      required === 'open' ? ROLES.map(() => true) : allowed,
    );
  });

  it.each(['Basic YTpi', 'Bearer ', 'Bearer a b', 'Bearer nobody', 'sesame', `Bearer ${digest('admin')}`])(
    'lets nobody in with %j, and says how to come in',
    async (authorization) => {
      const answer = await instance.http.get('/decisions/stats', { authorization });

      expect(answer).toMatchObject({ status: 401, json: { code: 'unauthorized' } });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="decisions", error="/);
      expect(answer.text).not.toMatch(/YTpi|nobody|sesame|[0-9a-f]{64}/);
    },
  );

  it('names the role that is missing', async () => {
    const answer = await ask('DELETE', '/decisions/cleanup', 'write');

    expect(answer).toMatchObject({
      status: 403,
      json: { code: 'forbidden', detail: 'This takes the role admin.' },
    });
    expect(answer.headers['www-authenticate']).toContain('scope="admin"');
  });

  it('turns a stranger away before reading what they send', async () => {
    const answer = await instance.http.post('/decisions/start', 'no JSON at all', {
      'content-type': 'text/plain',
    });

    expect(answer.status).toBe(401);
  });

  it('tells callers what they have left of their requests', async () => {
    const answer = await ask('GET', '/decisions/stats', 'read');

    expect(answer.headers['ratelimit-policy']).toBe('"requests";q=500;w=1');
    expect(answer.headers.ratelimit).toMatch(/^"requests";r=\d+;t=1$/);
  });

  function ask(method: string, path: string, role: string | null): Promise<HttpReply> {
    const target = path
      .replace('/decisions/{process_id}', UNKNOWN)
      .replace('{process_id}', UNKNOWN.slice(11));
    return instance.http.send(method, target, { headers: role === null ? {} : as(role) });
  }
});

describe('a caller with a limit', () => {
  let instance: AppInstance;
  beforeAll(async () => {
    instance = await anApp({ env: { API_KEYS: ROLES.map(entry).join(','), RATE_LIMIT_PER_S: '5' } });
  });
  afterAll(() => instance.close());

  it('is told to wait, while others are served', async () => {
    const many = await Promise.all(
      Array.from({ length: 30 }, () => instance.http.get('/decisions/stats', as('read'))),
    );
    const refused = many.filter(({ status }) => status === 429);

    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ json: { code: 'too_many_requests' } });
    expect(refused[0]?.headers['retry-after']).toBe('1');
    expect((await instance.http.get('/decisions/stats', as('admin'))).status).toBe(200);
    expect((await instance.http.get('/health/live')).status).toBe(200);
  });
});

describe('metrics in a closed network', () => {
  it('are read without a key where the configuration says so', async () => {
    const instance = await anApp({ env: { API_KEYS: entry('admin'), METRICS_AUTH: 'off' } });
    const [metrics, stats] = await Promise.all(
      ['/metrics', '/decisions/stats'].map((path) => instance.http.get(path)),
    );
    await instance.close();

    expect([metrics?.status, stats?.status]).toEqual([200, 401]);
  });
});

interface Operation {
  readonly 'x-required-role'?: string;
}

/** Each role has a key of its own, whose secret is its name. */
function entry(role: string): string {
  return `${role}-only:${role}:${digest(role)}`;
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function as(role: string): Record<string, string> {
  return { authorization: `Bearer ${role}` };
}
