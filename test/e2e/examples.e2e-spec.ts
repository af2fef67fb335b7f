import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer } from '../../scripts/lib/server.mjs';
import { HttpClient } from '../support/http-client.js';
import { jsonService, type JsonService } from '../support/json-service.js';

const EXAMPLES = readdirSync('examples').filter((file) => file.endsWith('.mjs'));

describe('the examples of engines', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let http: HttpClient;
  const services: JsonService[] = [];

  beforeAll(async () => {
    const modules = EXAMPLES.map((file) => resolve('examples', file)).join(',');
    server = await startServer({ ENGINE_MODULES: modules, RETRY_BACKOFF_MS: '1', LOG_LEVEL: 'silent' });
    http = new HttpClient(Number(new URL(server.url).port));
  }, 60_000);

  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });

  afterAll(() => server.stop());

  async function service(...args: Parameters<typeof jsonService>): Promise<JsonService> {
    const started = await jsonService(...args);
    services.push(started);
    return started;
  }

  async function decide(engine: string, problem: object) {
    const body = { decision_query: 'Does this example work as it says?', engine, problem };
    const { json } = await http.post('/decisions/run', body, { prefer: 'wait=30' });
    return json;
  }

  it('call a service with one key, again while it is busy', async () => {
    const shop = await service((_path, nth) => (nth < 3 ? [503] : [200, { price: 7 }]));
    const ended = await decide('quote', { url: shop.url, item: 'chair', limit: 10 });
    expect(ended).toMatchObject({ status: 'completed', result: { price: 7, buy: true } });
    expect(shop.asked.map(({ key }) => key)).toEqual(Array(3).fill(`"${ended.process_id}:ask"`));
  });

  it('do not ask again where they are refused, and say so', async () => {
    const shop = await service(() => [403]);
    const ended = await decide('quote', { url: shop.url, item: 'chair', limit: 10 });
    expect(ended.error).toEqual({ code: 'refused', message: 'The service answered 403.', step: 'ask' });
    expect(shop.asked).toHaveLength(1);
    expect((await decide('quote', { url: 'nowhere' })).errors).toHaveLength(3);
  });

  it('ask a list, each member again by itself, and go on without those that do not answer', async () => {
    const counts = new Map<string, number>();
    const suppliers = await service((path) => {
      const nth = (counts.get(path) ?? 0) + 1;
      counts.set(path, nth);
      if (path === '/down') return [500];
      return path === '/flaky' && nth === 1 ? [503] : [200, { price: path.length }];
    });
    const urls = ['/long-name', '/flaky', '/down'].map((path) => `${suppliers.url}${path}`);
    const ended = await decide('tender', { suppliers: urls, needed: 2 });
    expect(ended).toMatchObject({
      status: 'completed',
      result: { best: { url: urls[1], price: 6 }, missing: [{ url: urls[2], missing: 'answered 500' }] },
    });
    expect(Object.fromEntries(counts)).toEqual({ '/long-name': 1, '/flaky': 2, '/down': 3 });
  });

  it('order once and wait for what happens elsewhere', async () => {
    const orders = await service(() => [200, { id: 'A 7' }]);
    const events = await service((_path, nth) => (nth < 2 ? [204] : [200, { state: 'whole' }]));
    const ended = await decide('delivery', { orders: orders.url, events: events.url });
    expect(ended).toMatchObject({ status: 'completed', result: { order: 'A 7', accepted: true } });
    expect(orders.asked).toHaveLength(1);
    expect(events.asked.map(({ path }) => path)).toEqual(['/A%207', '/A%207']);
  });
});

describe('the package for authors of engines', () => {
  const folder = mkdtempSync(resolve('.readme-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('runs an engine to its end, with a crash and without, on a clock of its own', () => {
    const script = `
      import { RetryableStepError } from 'decision-backend/engine';
      import { runEngine } from 'decision-backend/testing';
      const keys = [];
      let calls = 0;
      const call = { name: 'call', timeoutMs: 3_600_000, run: ({ key }) => {
        keys.push(key);
        if (++calls === 1) throw new RetryableStepError('busy', 'Not yet.');
        return calls === 2 ? new Promise(() => {}) : [3, 1, 2];
      } };
      const least = { name: 'least', run: ({ outputs }) => outputs.call.sort()[0] };
      const engine = { name: 'x', version: 1, parse: (problem) => problem, steps: [call, least] };
      const { status, result, attempts, elapsedMs } = await runEngine(engine, {}, { crashDuring: ['least'], patienceMs: 20 });
      console.log(JSON.stringify({ status, result, attempts, hours: Math.floor(elapsedMs / 3_600_000), keys: new Set(keys).size }));
    `;
    writeFileSync(join(folder, 'trial.mjs'), script);
    const said = execFileSync(process.execPath, [join(folder, 'trial.mjs')], { encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual({
      status: 'completed',
      result: 1,
      attempts: { call: 3, least: 2 },
      hours: 1,
      keys: 1,
    });
  });

  it('has types', () => {
    const file = join(folder, 'typed.mts');
    const engine = (version: string) => `
      import type { DecisionEngine } from 'decision-backend/engine';
      import { runEngine } from 'decision-backend/testing';
      const engine: DecisionEngine = { name: 'x', version: ${version}, parse: () => 1, steps: [{ name: 's', run: () => 1 }] };
      export const ended: Promise<{ status: 'completed' | 'failed' }> = runEngine(engine, {});
    `;
    const compile = () =>
      execFileSync(
        process.execPath,
        [
          'node_modules/typescript/bin/tsc',
          ...['--noEmit', '--strict', '--ignoreConfig', '--skipLibCheck', '--types', 'node'],
          ...['--module', 'nodenext', '--target', 'es2023', file],
        ],
        { encoding: 'utf8', stdio: 'pipe' },
      );
    writeFileSync(file, engine('1'));
    expect(compile()).toBe('');
    writeFileSync(file, engine("'one'"));
    expect(compile).toThrow();
  }, 120_000);
});
