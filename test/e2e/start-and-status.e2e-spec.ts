import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetryableStepError } from '../../src/decisions/domain/ports/decision-engine.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { tagOf } from '../support/entity-tags.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import { expectProblem } from '../support/http-problems.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UNKNOWN_ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';

describe('a decision over HTTP', () => {
  let instance: AppInstance;

  beforeAll(async () => (instance = await anApp()));
  afterAll(() => instance.close());

  it('is accepted, monitored and decided', async () => {
    const { http } = instance;
    const started = await http.post('/decisions/start', aStartBody({ labels: { team: 'procurement' } }));
    const id: string = started.json.process_id;
    expect(started.status).toBe(202);
    expect(started.headers).toMatchObject({
      location: `/decisions/status/${id}`,
      'retry-after': expect.stringMatching(/^[1-9]\d*$/),
    });
    expect(started.json).toEqual({
      process_id: id,
      status: 'running',
      message: expect.any(String),
      durable: false,
      links: {
        status: `/decisions/status/${id}`,
        events: `/decisions/${id}/events`,
        cancel: `/decisions/${id}/cancel`,
      },
    });
    const waited = await settled(instance, id);
    expect(waited.json).toMatchObject({
      process_id: id,
      status: 'completed',
      labels: { team: 'procurement' },
      result: { recommended: 'Gamma' },
    });
  });

  it('answers a run with the whole status', async () => {
    const reply = await instance.http.post('/decisions/run', aStartBody());
    expect(reply.status).toBe(200);
    expect(reply.headers.etag).toMatch(tagOf(reply.json));
    expect(reply.headers['retry-after']).toBeUndefined();
    expect(reply.json).toEqual({
      process_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'completed',
      decision_query: QUERY,
      engine: 'analytic',
      engine_version: 2,
      progress: { completed_steps: 5, total_steps: 5, current_step: null },
      steps: ['frame', 'weigh', 'score', 'stress', 'recommend'].map((name) => ({
        ...{ name, status: 'completed', attempts: 1 },
        started_at: expect.stringMatching(TIME),
        completed_at: expect.stringMatching(TIME),
        duration_ms: expect.any(Number),
      })),
      result: expect.objectContaining({ recommended: 'Gamma', runner_up: 'Alpha' }),
      error: null,
      last_error: null,
      next_attempt_at: null,
      waiting_for: null,
      history: [
        { at: expect.stringMatching(TIME), what: 'started', by: null, request_id: null, outcome: null },
      ],
      attempt: 1,
      worker: null,
      labels: {},
      revision: expect.any(Number),
      ...{ run_at: null, deadline: null },
      created_at: expect.stringMatching(TIME),
      started_at: expect.stringMatching(TIME),
      updated_at: expect.stringMatching(TIME),
      completed_at: expect.stringMatching(TIME),
    });
  });

  it('stores the query without the blanks around it', async () => {
    const reply = await instance.http.post(
      '/decisions/run',
      aStartBody({ decision_query: ` \n ${QUERY}\t ` }),
    );
    expect(reply.json.decision_query).toBe(QUERY);
  });

  it('hands names and numbers of the problem to the engine as they came', async () => {
    const names = ['valueOf', 'hasOwnProperty', 'Ünïcødé 🦄'];
    const { problem } = aStartBody() as { problem: Record<string, unknown> };
    const reply = await instance.http.post(
      '/decisions/run',
      aStartBody({ problem: { ...problem, alternatives: names } }),
    );
    expect(reply.json.result.ranking.map(({ alternative }) => alternative).sort()).toEqual([...names].sort());
  });

  it('does not know what was never started', async () => {
    expectProblem(await instance.http.get(`/decisions/status/${UNKNOWN_ID}`), 'process_not_found');
    expectProblem(await instance.http.get(`/decisions/${UNKNOWN_ID}/events`), 'process_not_found');
    expectProblem(await instance.http.post(`/decisions/${UNKNOWN_ID}/cancel`), 'process_not_found');
    expectProblem(await instance.http.post(`/decisions/${UNKNOWN_ID}/resume`), 'process_not_found');
    expectProblem(await instance.http.delete(`/decisions/${UNKNOWN_ID}`), 'process_not_found');
    expectProblem(
      await instance.http.get(`/decisions/status/${UNKNOWN_ID}`, { 'if-none-match': '"1"' }),
      'process_not_found',
    );
    expectProblem(
      await instance.http.get(`/decisions/status/${UNKNOWN_ID}`, { prefer: 'wait=1' }),
      'process_not_found',
    );
    expectProblem(
      await instance.http.delete(`/decisions/${UNKNOWN_ID}`, { 'if-match': '*' }),
      'process_not_found',
    );
  });

  it('says what the service is', async () => {
    const reply = await instance.http.get('/');
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      name: 'decision-backend',
      version: expect.any(String),
      repository: 'memory',
      durable: false,
    });
    for (const path of Object.values<string>(reply.json.links)) {
      expect({ path, status: (await instance.http.get(path)).status }).not.toEqual({ path, status: 404 });
    }
  });
});

describe('a decision that takes its time', () => {
  it('shows where it stands, and waits as long as the caller prefers', async () => {
    const gate = new Gate();
    const engine = scriptedEngine({
      frame: () => 'framed',
      score: () => gate.opened.then(() => 'scored'),
      recommend: () => ({ recommended: 'Alpha' }),
    });
    const instance = await anApp({ engines: [engine], http: { waitCapS: 1 } });
    const { http } = instance;
    const run = await http.post(
      '/decisions/run',
      { decision_query: QUERY, engine: 'scripted', problem: {} },
      { prefer: 'wait=600' },
    );
    expect(run.status).toBe(202);
    expect(run.headers).toMatchObject({
      'preference-applied': 'wait=1',
      location: `/decisions/status/${run.json.process_id}`,
    });
    const status = await http.get(run.headers.location as string);
    expect(run.headers.etag).toBe(status.headers.etag);
    expect(status.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(status.json).toMatchObject({
      status: 'running',
      result: null,
      completed_at: null,
      worker: expect.any(String),
      progress: { completed_steps: 1, total_steps: 3, current_step: 'score' },
    });
    expect(status.json.steps).toEqual([
      expect.objectContaining({ name: 'frame', status: 'completed' }),
      {
        name: 'score',
        status: 'running',
        started_at: expect.stringMatching(TIME),
        completed_at: null,
        duration_ms: null,
        attempts: 1,
      },
      {
        name: 'recommend',
        status: 'pending',
        started_at: null,
        completed_at: null,
        duration_ms: null,
        attempts: 0,
      },
    ]);
    gate.open();
    expect((await settled(instance, run.json.process_id)).json).toMatchObject({
      status: 'completed',
      result: { recommended: 'Alpha' },
    });
    await instance.close();
  });

  it('does not wait for a caller who would rather not', async () => {
    const gate = new Gate();
    const instance = await anApp({ engines: [scriptedEngine({ only: () => gate.opened.then(() => null) })] });
    const body = { decision_query: QUERY, engine: 'scripted', problem: {} };
    const reply = await instance.http.post('/decisions/run', body, { prefer: 'respond-async' });
    expect(reply.status).toBe(202);
    expect(reply.headers['preference-applied']).toBe('respond-async');
    gate.open();
    await instance.close();
  });

  it('tells why it failed, with 200', async () => {
    const instance = await anApp({
      engines: [
        scriptedEngine(
          { only: () => Promise.reject(new RetryableStepError('no_luck', 'No luck.')) },
          { attempts: 1 },
        ),
      ],
    });
    const reply = await instance.http.post('/decisions/run', {
      decision_query: QUERY,
      engine: 'scripted',
      problem: {},
    });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      status: 'failed',
      error: { code: 'no_luck', message: 'No luck.', step: 'only' },
      result: null,
    });
    expect(reply.json.steps).toMatchObject([{ name: 'only', status: 'failed', attempts: 1 }]);
    await instance.close();
  });
});

/** Polls as the service asks clients to: by long polls on the entity tag. */
async function settled({ http }: AppInstance, id: string) {
  for (let etag = '"0"'; ;) {
    const reply = await http.get(`/decisions/status/${id}`, { prefer: 'wait=5', 'if-none-match': etag });
    if (reply.status === 200 && !['pending', 'running'].includes(reply.json.status)) return reply;
    if (reply.status === 200) etag = reply.headers.etag as string;
  }
}
