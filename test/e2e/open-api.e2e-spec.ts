import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { supplierProblem } from '../support/analytic-problems.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { ask } from '../../src/decisions/domain/ports/ask.js';
import type { StepContext, StepResult } from '../../src/decisions/domain/ports/decision-engine.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import type { HttpReply } from '../support/http-client.js';
import { documentOf, HttpContract } from '../support/http-contract.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

const UNKNOWN = '01980f3e-7c1b-7d64-9f2a-0123456789ab';

/** Answers that take a broken store, an old version, a race or minutes to provoke; other tests provoke some. */
const NOT_PROVOKED =
  / (500|503)$|(start|run|status\/\{process_id\}|decisions\/\{process_id\}|events|requests|steps\/\{name\}) 409$|corrupt\/\{process_id\} 204$/;
/** What is answered whichever route it is, by the server rather than by a route. */
const GENERAL = / (400|401|403|405|408|414|417|429|431)$/;

describe('the OpenAPI document', () => {
  let instance: AppInstance;
  let document: OpenAPIObject;
  let contract: HttpContract;
  const gate = new Gate();

  beforeAll(async () => {
    const engine = scriptedEngine({ only: (context) => outcomeOf(context, gate) }, { attempts: 1 });
    instance = await anApp({ engines: [engine], http: { bodyLimitBytes: 10_000, waitCapS: 5 } });
    document = await documentOf(instance.http);
    contract = new HttpContract(document);
  });

  afterAll(async () => {
    gate.open();
    await instance.close();
  });

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpReply> {
    const reply = await instance.http.send(method, path, { body, headers });
    expect(contract.faultsOf(method, path, reply)).toEqual([]);
    return reply;
  }

  const body = (problem: string) => ({
    decision_query: QUERY,
    engine: 'scripted',
    problem,
    labels: { team: 'a' },
  });

  async function askAndAnswer(completed: string): Promise<void> {
    const { json } = await call('POST', '/decisions/run', body('ask'), { prefer: 'wait=1' });
    const path = `/decisions/${json.process_id}/requests`;
    await call('GET', `/decisions/status/${json.process_id}`);
    await call('GET', '/decisions/requests?limit=2');
    await call('GET', '/decisions/requests?limit=0');
    await call('GET', '/decisions/requests?cursor=forged');
    await call('GET', path);
    for (const id of ['1', UNKNOWN]) await call('GET', `/decisions/${id}/requests`);
    await call('GET', `/decisions/${completed}/requests`);
    const target = `${path}/review-1/answer`;
    const stale = { outcome: 'approve', evidence_digest: `sha256:${'0'.repeat(64)}` };
    for (const given of ['{', {}, { outcome: 'maybe' }, stale, 'x'.repeat(10_001)])
      await call('POST', target, given);
    await call('POST', target, 'x', { 'content-type': 'text/plain' });
    await call('POST', `${path}/review-2/answer`, { outcome: 'approve' });
    for (const outcome of ['approve', 'approve', 'reject']) await call('POST', target, { outcome });
    await call('GET', path);
  }

  it('is true for every answer of every route', async () => {
    const key = { 'idempotency-key': '"open-api"' };
    const completed = (await call('POST', '/decisions/run', body('done'), { ...key, prefer: 'wait=5' })).json
      .process_id;
    await call('POST', '/decisions/run', body('done'), key);
    await call('POST', '/decisions/run', body('wait'), { prefer: 'respond-async' });
    await call('POST', '/decisions/start', body('other'), key);
    const failed = (await call('POST', '/decisions/run', body('fail'))).json.process_id;
    const started = await call('POST', '/decisions/start', body('wait'));
    const running = started.json.process_id;
    for (const route of ['/decisions/start', '/decisions/run']) {
      await call('POST', route, '{');
      await call('POST', route, {});
      await call('POST', route, 'x'.repeat(10_001));
      await call('POST', route, 'x', { 'content-type': 'text/plain' });
    }
    const status = await call('GET', `/decisions/status/${completed}`);
    await call('GET', `/decisions/status/${running}`, undefined, { prefer: 'wait=1' });
    await call('GET', `/decisions/status/${failed}`);
    await call('GET', `/decisions/status/${completed}`, undefined, {
      'if-none-match': String(status.headers.etag),
    });
    await call('GET', `/decisions/${completed}`, undefined, { 'if-none-match': '*' });
    for (const path of [`/decisions/${completed}`, `/decisions/status/${completed}`]) {
      await call('GET', path);
      await call('GET', path, undefined, { 'if-match': '"x"' });
    }
    await call('GET', `/decisions/${completed}/events`);
    await call('GET', `/decisions/${completed}/events`, undefined, {
      'last-event-id': String(status.headers.etag).replaceAll('"', ''),
    });
    await askAndAnswer(completed);
    await call('GET', `/decisions/${completed}/steps/only`);
    await call('GET', `/decisions/${completed}/steps/none`);
    await call('GET', '/decisions/nobody/steps/only');
    await call('GET', '/decisions/processes?limit=2&label=team:a');
    await call('GET', '/decisions/processes?limit=0');
    await call('GET', '/decisions/processes?cursor=forged');
    await call('GET', '/decisions/stats');
    await call('GET', '/decisions/engines');
    await call('GET', '/decisions/workers');
    await call('GET', '/decisions/corrupt?limit=2');
    await call('GET', '/decisions/corrupt?limit=201');
    await call('GET', '/decisions/corrupt?cursor=forged');
    await call('DELETE', '/decisions/corrupt/1');
    await call('DELETE', `/decisions/corrupt/${UNKNOWN}`);
    await call('DELETE', `/decisions/corrupt/${UNKNOWN}`, 'x', { 'content-type': 'text/plain' });
    await call('DELETE', `/decisions/corrupt/${UNKNOWN}`, 'x'.repeat(10_001));
    for (const [method, path] of ONE) {
      await call(method, path('1'));
      await call(method, path(UNKNOWN));
      if (method === 'GET') continue;
      await call(method, path(running), undefined, { 'if-match': '"99"' });
      await call(method, path(completed), 'x', { 'content-type': 'text/plain' });
      await call(method, path(completed), 'x'.repeat(10_001));
    }
    await call('POST', `/decisions/${completed}/cancel`);
    await call('POST', `/decisions/${completed}/resume`);
    await call('POST', `/decisions/${failed}/resume`, { deadline: 'soon' });
    await call('DELETE', `/decisions/${running}`);
    await call('POST', `/decisions/${running}/cancel`);
    await call('GET', `/decisions/status/${running}`);
    await call('POST', `/decisions/${failed}/resume`);
    await call('DELETE', `/decisions/${completed}`);
    await call('DELETE', '/decisions/cleanup?older_than_hours=-1');
    await call('DELETE', '/decisions/cleanup', 'x', { 'content-type': 'text/plain' });
    await call('DELETE', '/decisions/cleanup', 'x'.repeat(10_001));
    await call('DELETE', '/decisions/cleanup?older_than_hours=0');
    await call('GET', '/');
    const ours = contract.documented.filter((answer) => / \/(decisions\/.*)? /.test(answer));
    expect(
      ours.filter(
        (answer) => !contract.seen.has(answer) && !NOT_PROVOKED.test(answer) && !GENERAL.test(answer),
      ),
    ).toEqual([]);
  });

  it('begins with decisions, not with probes', () => {
    expect(document.tags?.map(({ name }) => name)).toEqual(['decisions', 'service']);
    const [first = ''] = Object.keys(document.paths).filter((path) => path.startsWith('/decisions'));
    expect(first).toBe('/decisions/start');
  });

  it('describes every route of the service and nothing else', () => {
    expect(
      Object.keys(document.paths)
        .filter((path) => path.startsWith('/decisions') || path === '/')
        .sort(),
    ).toEqual([
      '/',
      '/decisions/cleanup',
      '/decisions/corrupt',
      '/decisions/corrupt/{process_id}',
      '/decisions/engines',
      '/decisions/processes',
      '/decisions/requests',
      '/decisions/run',
      '/decisions/start',
      '/decisions/stats',
      '/decisions/status/{process_id}',
      '/decisions/workers',
      '/decisions/{process_id}',
      '/decisions/{process_id}/cancel',
      '/decisions/{process_id}/events',
      '/decisions/{process_id}/requests',
      '/decisions/{process_id}/requests/{request_id}/answer',
      '/decisions/{process_id}/resume',
      '/decisions/{process_id}/steps/{name}',
    ]);
  });

  it('gives an example of a start that the service accepts', async () => {
    const analytic = await anApp();
    const schema = document.components?.schemas?.StartBody;
    const properties = schema && 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
    const example = Object.fromEntries(
      properties.flatMap(([name, property]) =>
        'example' in property ? [[name, property.example as unknown]] : [],
      ),
    );
    expect(Object.keys(example)).toEqual(['decision_query', 'problem', 'labels']);
    expect(supplierProblem()).toMatchObject(example.problem as object);
    expect((await analytic.http.post('/decisions/start', example)).status).toBe(202);
    expect((await analytic.http.post('/decisions/start', aStartBody())).status).toBe(202);
    await analytic.close();
  });

  it('can be read as a page that loads nothing from elsewhere', async () => {
    const page = await instance.http.get('/docs');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => `/${source}`);
    expect(sources).toHaveLength(4);
    for (const source of sources) expect((await instance.http.get(source)).status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });
});

const ONE: readonly (readonly [string, (id: string) => string])[] = [
  ['GET', (id) => `/decisions/status/${id}`],
  ['GET', (id) => `/decisions/${id}`],
  ['GET', (id) => `/decisions/${id}/events`],
  ['POST', (id) => `/decisions/${id}/cancel`],
  ['POST', (id) => `/decisions/${id}/resume`],
  ['DELETE', (id) => `/decisions/${id}`],
];

async function outcomeOf({ problem, answers }: StepContext, gate: Gate): Promise<StepResult> {
  if (problem === 'ask') return answers.review ?? ask({ name: 'review', kind: 'approval', title: 'Sign?' });
  if (problem === 'fail') throw new Error('no luck');
  if (problem === 'wait') await gate.opened;
  return 'decided';
}
