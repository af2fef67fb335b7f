import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tether } from '../../scripts/lib/tether.mjs';
import { until } from '../support/until.js';
import { HttpClient } from '../support/http-client.js';
import { freePort } from '../support/free-port.js';
import { RedisServer, STORE_USER } from '../support/redis-server.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const CANARY = 'canary-7f3a';
/** A step that fails with what it was given in its error. */
const ENGINE = `
export const engines = [{
  name: 'leaky',
  version: 1,
  parse: (problem) => problem,
  steps: [{ name: 'leak', run: ({ problem }) => { throw new Error('cannot decide ' + JSON.stringify(problem)); } }],
}];`;

describe('the log of the built program', () => {
  let directory = '';
  let server: RedisServer;
  let child: ChildProcess;
  let http: HttpClient;
  let log = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'secrets-test-'));
    await writeFile(join(directory, 'leaky.mjs'), ENGINE);
    server = await RedisServer.start();
    const port = await freePort();
    http = new HttpClient(port);
    child = spawn(process.execPath, [MAIN], {
      cwd: directory,
      env: {
        ...{
          PATH: process.env.PATH,
          NODE_ENV: 'production',
          AUTH: 'off',
          PORT: String(port),
          LOG_LEVEL: 'trace',
        },
        ...{ ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: server.url, REDIS_COMMAND_TIMEOUT_MS: '300' },
        ...{ ENGINE_MODULES: 'leaky.mjs', MAX_ATTEMPTS: '2', RETRY_BACKOFF_MS: '1', SHUTDOWN_GRACE_MS: '0' },
      },
    });
    tether(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => (log += bytes.toString()));
    await until(() => log.includes('listening'));
  }, 60_000);

  afterAll(async () => {
    child.kill('SIGKILL');
    await server.stop();
    await rm(directory, { recursive: true });
  });

  it('has every event, and nothing of what users sent or of how to get into Redis', async () => {
    const failed = await start('leaky');
    await until(async () => (await http.get(`/decisions/status/${failed}`)).json.status === 'failed');
    await http.get(`/decisions/processes?label=team:${CANARY}`, { authorization: `Bearer ${CANARY}` });
    await http.post('/decisions/start', `{"decision_query": "${CANARY}`);
    await http.post('/decisions/start', { decision_query: CANARY, problem: { [CANARY]: CANARY } });
    await corrupt(failed);
    expect((await http.get(`/decisions/status/${failed}`)).status).toBe(500);
    await server.kill();
    expect((await http.post('/decisions/start', body('leaky'))).status).toBe(503);
    await until(() => log.includes('"event":"store_down"'));
    child.kill('SIGTERM');
    await once(child, 'exit');

    const said = log.trim().split('\n');
    const events = new Set(said.map((line) => (JSON.parse(line) as { event?: string }).event));
    expect([...events]).toEqual(
      expect.arrayContaining(['started', 'accepted', 'step_failed', 'settled', 'request', 'store_down']),
    );
    expect(log).toContain(failed);
    for (const secret of [CANARY, STORE_USER.password, server.url]) {
      expect(said.filter((line) => line.includes(secret))).toEqual([]);
    }
  }, 60_000);

  async function start(engine: string): Promise<string> {
    const headers = { 'idempotency-key': `"${CANARY}"`, cookie: CANARY };
    return (await http.post('/decisions/start', body(engine), headers)).json.process_id;
  }

  /** Makes the record of a process unreadable, as a stranger writing into Redis would. */
  async function corrupt(id: string): Promise<void> {
    const [key] = await server.admin.keys(`*:process:${id}`);
    await server.admin.hset(String(key), 'state', CANARY, 'facts', CANARY);
  }
});

function body(engine: string): object {
  return {
    decision_query: `Which ${CANARY} should we sign?`,
    engine,
    problem: { [CANARY]: CANARY },
    labels: { team: CANARY },
  };
}
