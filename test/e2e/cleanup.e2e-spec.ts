import { afterEach, describe, expect, it } from '@jest/globals';
import { RUN_SETTINGS } from '../../src/decisions/application/base/run-settings.js';
import { until } from '../support/until.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { parseScrape, valueOf } from '../support/prometheus-text.js';
import { RedisServer } from '../support/redis-server.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

const COUNT = 12;

describe('the scheduled cleanup', () => {
  const instances: AppInstance[] = [];
  const servers: RedisServer[] = [];

  afterEach(async () => {
    for (const instance of instances.splice(0)) await instance.close();
    for (const server of servers.splice(0)) await server.stop();
  });

  it('removes what settled, on whichever instance its time comes first, and never what did not', async () => {
    const server = await RedisServer.start();
    servers.push(server);
    const gate = new Gate<string>();
    const one = await aCleaner(server, gate);
    const other = await aCleaner(server, gate);
    for (let started = 0; started < COUNT; started++) await start(one, 'pass');
    const unsettled = await start(other, 'wait');
    await until(async () => (await other.http.get('/decisions/stats')).json.total === 1);

    // An instance counts what it has removed once the store has answered.
    const removed = async () => (await removedBy(one)) + (await removedBy(other));
    await until(async () => (await removed()) >= COUNT);
    expect(await removed()).toBe(COUNT);
    expect((await one.http.get(`/decisions/status/${unsettled}`)).json.status).toBe('running');
    gate.open('decided');
    await until(async () => (await one.http.get('/decisions/stats')).json.total === 0);
  }, 60_000);

  /** Cleans up every second, and keeps nothing that has settled. */
  async function aCleaner(server: RedisServer, gate: Gate<string>): Promise<AppInstance> {
    const decide = ({ problem }: { problem: unknown }) => (problem === 'wait' ? gate.opened : 'decided');
    const instance = await anApp({
      engines: [scriptedEngine({ decide })],
      env: { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: server.url, CLEANUP_CRON: '* * * * * *' },
    });
    instances.push(instance);
    Object.assign(instance.app.get<object>(RUN_SETTINGS), { retentionHours: 0 });
    return instance;
  }
});

async function start({ http }: AppInstance, problem: string): Promise<string> {
  const body = { decision_query: 'Which supplier should we sign?', engine: 'scripted', problem };
  return (await http.post('/decisions/start', body)).json.process_id;
}

async function removedBy({ http }: AppInstance): Promise<number> {
  const series = parseScrape((await http.get('/metrics')).text);
  return valueOf(series, 'decision_cleanup_removed_total') ?? 0;
}
