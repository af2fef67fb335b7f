import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import { parseProcessId, type ProcessId } from '../../src/decisions/domain/ids.js';
import { until } from '../support/until.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { QUERY } from '../support/http-bodies.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';
import { scriptedEngine } from '../support/scripted-engine.js';

const KEYS = new ProcessKeys('decisions');

describe('what somebody else did to the records and indexes of a service', () => {
  let redis: RedisServer;
  let instance: AppInstance;

  beforeAll(async () => {
    redis = await RedisServer.start();
    const env = { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, INDEX_CHECK_MS: '1' };
    instance = await anApp({ engines: [scriptedEngine({ only: () => 'done' })], env });
  });
  afterAll(async () => {
    await instance.close();
    await redis.stop();
  });

  async function decided(): Promise<ProcessId> {
    const body = { decision_query: QUERY, engine: 'scripted', problem: 'a secret' };
    const id = parseProcessId((await instance.http.post('/decisions/run', body)).json.process_id);
    if (id === null) throw new Error('A process has no id.');
    return id;
  }

  async function metric(name: string): Promise<number> {
    const { text } = await instance.http.get('/metrics');
    return [...text.matchAll(new RegExp(`^${name}(?:{.*})? (\\d+)$`, 'gm'))]
      .map(([, value]) => Number(value))
      .reduce((sum, value) => sum + value, 0);
  }

  it('is corrected without being asked for, and counted', async () => {
    const id = await decided();
    const settled = KEYS.of(id).index('settled');
    const passes = await metric('decision_index_passes_total');
    await until(async () => (await metric('decision_index_passes_total')) > passes);
    expect(await metric('decision_index_repairs_total')).toBe(0);
    await redis.admin.zrem(settled, id);
    await until(async () => (await redis.admin.zscore(settled, id)) !== null);
    await until(async () => (await metric('decision_index_repairs_total')) === 1);
  });

  it('is listed by id and time, page by page, and shows nothing of what is in the records', async () => {
    const ids = [await decided(), await decided(), await decided()];
    for (const id of ids) {
      await redis.admin.hset(KEYS.of(id).process(id), 'result', 'a secret');
      expect((await instance.http.get(`/decisions/status/${id}`)).json.code).toBe('process_corrupted');
    }
    const first = await instance.http.get('/decisions/corrupt?limit=2');
    const rest = await instance.http.get(`/decisions/corrupt?limit=2&cursor=${first.json.next_cursor}`);
    const records = [...first.json.records, ...rest.json.records];
    expect(records.map(({ process_id: id }) => id).sort()).toEqual([...ids].sort());
    expect(rest.json.next_cursor).toBeNull();
    expect(first.text + rest.text).not.toContain('secret');

    const url = `http://127.0.0.1:${instance.port}`;
    const ctl = (...args: string[]) =>
      RunningScript.start(['scripts/ctl.mjs', 'corrupt', ...args], { DECISIONS_URL: url }).end();
    const table = await ctl();
    for (const id of ids) expect(table.stdout).toMatch(new RegExp(`^${id}  \\d{4}-`, 'm'));
    expect(JSON.parse((await ctl('--json', '--limit', '2')).stdout)).toEqual(first.json);

    const [id = ''] = ids;
    const found = records.find(({ process_id: each }) => each === id);
    expect(found).toMatchObject({ field: 'result', fault: expect.stringMatching(/^result is /) });
    expect(found?.key).toMatch(new RegExp(`^decisions:\\{.*\\}:process:${id}$`));
    expect((await ctl('remove', id)).stdout).toBe(`The record of ${id} is removed.\n`);
    expect((await ctl('remove', id)).stderr).toContain('404 process_not_found');
    expect(await redis.admin.keys(`*${id}*`)).toEqual([]);
    expect((await instance.http.get('/decisions/corrupt')).text).not.toContain(id);
    const healthy = await decided();
    expect((await instance.http.delete(`/decisions/corrupt/${healthy}`)).status).toBe(404);
    expect((await instance.http.get(`/decisions/status/${healthy}`)).status).toBe(200);
  });
});
