import { afterEach, describe, expect, it } from '@jest/globals';
import { PermanentStepError } from '../../src/decisions/domain/ports/decision-engine.js';
import { until } from '../support/until.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { faulty } from '../support/faulty-store.js';
import type { HttpReply } from '../support/http-client.js';
import { parseScrape, type Series, valueOf } from '../support/prometheus-text.js';
import { scriptedEngine, untilAborted } from '../support/scripted-engine.js';

const UNKNOWN_ID = '01980f3e-7c1b-7d64-9f2a-0123456789ab';

/** Its problem says what becomes of a process. */
function anEngine() {
  const attempted = new Set<string>();
  return scriptedEngine({
    weigh: () => 'weighed',
    decide: (context) => {
      if (context.problem === 'fail') throw new PermanentStepError('hopeless', 'It cannot be decided.');
      if (context.problem === 'wait') return untilAborted(context);
      if (context.problem === 'retry' && !attempted.has(context.key)) {
        attempted.add(context.key);
        throw new Error('Not this time.');
      }
      return 'decided';
    },
  });
}

describe('metrics', () => {
  let instance: AppInstance;

  afterEach(() => instance.close());

  it('agree with the statistics and with what was done', async () => {
    instance = await anApp({
      engines: [anEngine()],
      env: { RETRY_BACKOFF_MS: '1', CONCURRENCY: '2', SHUTDOWN_GRACE_MS: '0' },
    });
    for (const problem of ['pass', 'pass', 'retry', 'fail', 'fail']) await run(problem);
    const cancelled = await start('wait');
    await instance.http.post(`/decisions/${cancelled}/cancel`);
    await start('wait');
    await until(async () => (await stats()).running === 1);

    const series = await scrape();
    const { repository, durable, total, pending, running, completed, failed, ...rest } = await stats();
    expect({ repository, durable, total, pending, running, completed, failed }).toEqual({
      ...{ repository: 'memory', durable: false, total: 7 },
      ...{ pending: 0, running: 1, completed: 3, failed: 2 },
    });
    const counts = { pending, running, completed, failed, cancelled: rest.cancelled };
    for (const [status, count] of Object.entries(counts)) {
      expect([status, valueOf(series, 'decision_processes', { status })]).toEqual([status, count]);
    }
    expect(valueOf(series, 'decision_store_info', { kind: 'memory', durable: 'false' })).toBe(1);
    expect(all(series)).toEqual({
      accepted: 7,
      completed: 3,
      failed: 2,
      cancelled: 1,
      retries: 1,
      failures: 2,
      weighed: 7,
      decided: 3,
      // A process that is tried again waits in the queue once more.
      waits: 8,
      settled: 6,
      up: 1,
      active: 1,
      free: 1,
      draining: 0,
      quarantined: 0,
      oldestPending: 0,
    });
  });

  it('measure requests by route, and give what callers make up no series of its own', async () => {
    instance = await anApp();
    for (const path of ['/nope/1', '/nope/2', '/decisions/status/1/2']) await instance.http.get(path);
    for (let asked = 0; asked < 3; asked++) await instance.http.get(`/decisions/status/${UNKNOWN_ID}`);
    await instance.http.send('BREW', '/pot');
    const series = await scrape();

    const requests = (labels: Record<string, string>) =>
      valueOf(series, 'decision_http_request_duration_seconds_count', labels);
    expect(requests({ route: 'unmatched', method: 'GET', code: '404' })).toBe(3);
    expect(requests({ route: '/decisions/status/:process_id', method: 'GET', code: '404' })).toBe(3);
    const values = series.flatMap(({ labels }) => Object.values(labels));
    expect(values.filter((value) => /nope|BREW|[0-9a-f]{8}-[0-9a-f]{4}/.test(value))).toEqual([]);
  });

  it('leave out what the store does not tell, rather than repeat it', async () => {
    const lost: (() => void)[] = [];
    instance = await anApp({
      store: (store) => {
        const connection = faulty(store);
        lost.push(() => connection.lose('statistics', 'request'));
        return connection.store;
      },
    });
    for (const lose of lost) lose();
    const away = await scrape();

    expect(valueOf(away, 'decision_store_up')).toBe(0);
    for (const name of ['processes', 'processes_quarantined', 'oldest_pending_age_seconds']) {
      expect([name, valueOf(away, `decision_${name}`)]).toEqual([name, null]);
    }
    await until(async () => valueOf(await scrape(), 'decision_store_up') === 1);
    expect(valueOf(await scrape(), 'decision_processes', { status: 'pending' })).toBe(0);
  });

  it('tell of the instance itself', async () => {
    instance = await anApp({ env: { LEASE_MS: '10000' } });
    const reply = await instance.http.get('/metrics');
    const series = parseScrape(reply.text);

    expect(reply.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(valueOf(series, 'decision_lease_margin_seconds')).toBeGreaterThan(0);
    expect(valueOf(series, 'nodejs_eventloop_lag_p99_seconds')).not.toBeNull();
    expect(valueOf(series, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  async function scrape(): Promise<Series[]> {
    return parseScrape((await instance.http.get('/metrics')).text);
  }

  async function stats(): Promise<HttpReply['json']> {
    return (await instance.http.get('/decisions/stats')).json;
  }

  async function start(problem: string): Promise<string> {
    return (await instance.http.post('/decisions/start', body(problem))).json.process_id;
  }

  async function run(problem: string): Promise<void> {
    const id = await start(problem);
    await until(async () => {
      const { status } = (await instance.http.get(`/decisions/status/${id}`)).json;
      return status === 'completed' || status === 'failed';
    });
  }
});

function body(problem: string): object {
  return { decision_query: 'Which supplier should we sign?', engine: 'scripted', problem };
}

function all(series: readonly Series[]) {
  const of = (name: string, labels: Record<string, string> = {}) =>
    valueOf(series, `decision_${name}`, labels);
  return {
    accepted: of('processes_accepted_total', { engine: 'scripted' }),
    completed: of('processes_settled_total', { status: 'completed' }),
    failed: of('processes_settled_total', { status: 'failed' }),
    cancelled: of('processes_settled_total', { status: 'cancelled' }),
    retries: of('step_retries_total', { step: 'decide' }),
    failures: of('step_failures_total', { step: 'decide' }),
    weighed: of('step_duration_seconds_count', { step: 'weigh' }),
    decided: of('step_duration_seconds_count', { step: 'decide' }),
    waits: of('queue_wait_seconds_count'),
    settled: of('process_duration_seconds_count'),
    up: of('store_up'),
    active: of('runs_active'),
    free: of('run_slots_free'),
    draining: of('draining'),
    quarantined: of('processes_quarantined'),
    oldestPending: of('oldest_pending_age_seconds'),
  };
}
