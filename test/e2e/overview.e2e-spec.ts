import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { QUERY } from '../support/http-bodies.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

const SETTLED = { decision_query: QUERY, engine: 'scripted', problem: 'settle' };
const STATUSES = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;

function anEngine(gate: Gate) {
  return scriptedEngine({
    only: ({ problem }) => (problem === 'wait' ? gate.opened.then(() => 'done') : 'done'),
  });
}

describe('the list of processes', () => {
  let instance: AppInstance;
  const gate = new Gate();
  const ids: string[] = [];

  beforeAll(async () => {
    instance = await anApp({ engines: [anEngine(gate)] });
    for (let number = 0; number < 12; number++) {
      const labels = { number: String(number), parity: number % 2 === 0 ? 'even' : 'odd:one' };
      ids.unshift((await instance.http.post('/decisions/run', { ...SETTLED, labels })).json.process_id);
    }
  });

  afterAll(async () => {
    gate.open();
    await instance.close();
  });

  async function listed(query: string) {
    const reply = await instance.http.get(`/decisions/processes?${query}`);
    expect(reply.status).toBe(200);
    return {
      ...reply.json,
      ids: reply.json.processes.map((process: { process_id: string }) => process.process_id),
    };
  }

  it('has the newest first, with everything but problem, steps and result', async () => {
    const page = await listed('');
    const summary: Record<string, unknown> = {
      ...(await instance.http.get(`/decisions/status/${ids[0]}`)).json,
    };
    delete summary.steps;
    delete summary.result;
    delete summary.waiting_for;
    delete summary.history;
    expect(page.ids).toEqual(ids);
    expect(page.next_cursor).toBeNull();
    expect(page.processes[0]).toEqual(summary);
    expect(page.stats).toEqual((await instance.http.get('/decisions/stats')).json);
  });

  it('is read page by page without gap or repetition, whatever arrives meanwhile', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await listed(`limit=5${cursor}`);
      expect(page.ids.length).toBeLessThanOrEqual(5);
      seen.push(...page.ids);
      ids.unshift((await instance.http.post('/decisions/run', SETTLED)).json.process_id);
      if (page.next_cursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    const atFirst = ids.slice(ids.length - 12);
    expect(seen).toEqual(atFirst);
  });

  it('is filtered by label, status and time', async () => {
    expect((await listed('label=number:3')).processes).toMatchObject([{ labels: { number: '3' } }]);
    expect((await listed('label=parity:odd:one')).ids).toHaveLength(6);
    expect((await listed('label=parity:none')).ids).toEqual([]);
    expect((await listed('status=failed')).ids).toEqual([]);
    expect((await listed('status=completed&limit=200')).ids).toEqual(ids);
    expect((await listed('created_after=2000-01-01&created_before=2000-01-02T00:00:00%2B02:00')).ids).toEqual(
      [],
    );
    const { created_at } = (await instance.http.get(`/decisions/status/${ids[0]}`)).json;
    expect((await listed(`created_after=${created_at}`)).ids).toContain(ids[0]);
    expect((await listed(`created_before=${created_at}&limit=200`)).ids).not.toContain(ids[0]);
  });
});

describe('the statistics', () => {
  it('count every process once at every moment, while a hundred are started and decided', async () => {
    const instance = await anApp({ engines: [anEngine(new Gate())] });
    const samples: Record<string, unknown>[] = [];
    const over = new AbortController();
    const watching = (async () => {
      while (!over.signal.aborted) samples.push((await instance.http.get('/decisions/stats')).json);
    })();
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => instance.http.post('/decisions/start', SETTLED)),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(replies.map(({ json }) => json.process_id)).size).toBe(100);
    for (const { headers } of replies) await untilCompleted(instance, String(headers.location));
    over.abort();
    await watching;
    for (const sample of samples) {
      expect(STATUSES.reduce((sum, status) => sum + Number(sample[status]), 0)).toBe(sample.total);
    }
    const totals = samples.map(({ total }) => Number(total));
    expect(totals).toEqual([...totals].sort((a, b) => a - b));
    const stats = (await instance.http.get('/decisions/stats')).json;
    expect(stats).toEqual({
      ...{
        repository: 'memory',
        durable: false,
        total: 100,
        pending: 0,
        running: 0,
        waiting: 0,
        completed: 100,
        failed: 0,
        cancelled: 0,
      },
      ...{ quarantined: 0, oldest_pending_at: null, oldest_waiting_at: null },
      ages: [60, 600, 3_600, 21_600, 86_400, 604_800, null].map((up_to, band) => ({
        up_to,
        count: band === 0 ? 100 : 0,
      })),
    });
    await instance.close();
  });

  it('say since when the oldest process waits', async () => {
    const gate = new Gate();
    const instance = await anApp({ engines: [anEngine(gate)], env: { CONCURRENCY: '1' } });
    const waiting = { ...SETTLED, problem: 'wait' };
    await instance.http.post('/decisions/start', waiting);
    const second = await instance.http.post('/decisions/start', waiting);
    expect(second.json.status).toBe('pending');
    const { created_at } = (await instance.http.get(second.json.links.status)).json;
    const stats = (await instance.http.get('/decisions/stats')).json;
    expect(stats).toMatchObject({ total: 2, running: 1, pending: 1, oldest_pending_at: created_at });
    gate.open();
    await untilCompleted(instance, second.json.links.status);
    await instance.close();
  });
});

describe('a cleanup', () => {
  let instance: AppInstance;
  const gate = new Gate();

  beforeAll(async () => {
    instance = await anApp({ engines: [anEngine(gate)] });
    for (let number = 0; number < 3; number++) await instance.http.post('/decisions/run', SETTLED);
    await instance.http.post('/decisions/start', { ...SETTLED, problem: 'wait' });
  });

  afterAll(async () => {
    gate.open();
    await instance.close();
  });

  it('keeps what ended recently', async () => {
    const reply = await instance.http.delete('/decisions/cleanup');
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      status: 'success',
      message: 'Removed 0 processes that ended more than 24 hours ago.',
      removed_count: 0,
      remaining_processes: 4,
      stats: (await instance.http.get('/decisions/stats')).json,
    });
    expect((await instance.http.delete('/decisions/cleanup?older_than_hours=1.5')).json.removed_count).toBe(
      0,
    );
  });

  it('removes all that has ended for an age of 0, and nothing else', async () => {
    const reply = await instance.http.delete('/decisions/cleanup?older_than_hours=0');
    expect(reply.json).toMatchObject({
      removed_count: 3,
      remaining_processes: 1,
      stats: { running: 1, completed: 0, total: 1 },
    });
  });
});

async function untilCompleted({ http }: AppInstance, path: string): Promise<void> {
  while ((await http.get(path, { prefer: 'wait=5' })).json.status !== 'completed');
}
