import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DecisionEngine } from '../../src/decisions/domain/ports/decision-engine.js';
import { BuiltInstance } from '../deploy/built-instance.js';
import { type AppInstance, anApp } from '../support/app-instance.js';
import { aStartBody, QUERY } from '../support/http-bodies.js';
import { RawConnection } from '../support/raw-connection.js';

const MIB = 1_048_576;

/** Its result is as large as the problem says. */
const BULKY: DecisionEngine<number> = {
  name: 'bulky',
  version: 1,
  parse: (problem) => Number(problem),
  steps: [{ name: 'fill', run: ({ problem }) => 'x'.repeat(problem) }],
};

describe('a connection', () => {
  let instance: AppInstance;
  const opened: RawConnection[] = [];

  beforeAll(async () => {
    instance = await anApp({ engines: [BULKY], http: { slowClientMs: 400 } });
  });

  afterEach(() => {
    for (const connection of opened.splice(0)) connection.end();
  });

  afterAll(() => instance.close());

  async function open(): Promise<RawConnection> {
    const connection = await RawConnection.open(instance.port);
    opened.push(connection);
    return connection;
  }

  async function aResultOf(bytes: number): Promise<string> {
    const body = { decision_query: QUERY, engine: 'bulky', problem: bytes };
    return (await instance.http.post('/decisions/run', body)).json.process_id;
  }

  const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

  it('answers all requests that are sent at once, in order', async () => {
    const ids = await Promise.all([1, 2, 3].map(aResultOf));
    const wanted = Array.from({ length: 300 }, (_, nth) => ids[nth % 3] ?? '');
    const connection = await open();
    connection.send(wanted.map((id) => get(`/decisions/status/${id}`)).join(''));
    connection.send(get('/health/live', 'Connection: close\r\n'));
    const answered = (await connection.rest()).match(/(?<="process_id":")[0-9a-f-]{36}/g);
    expect(answered).toEqual(wanted);
  });

  it('answers posts with bodies that are sent at once', async () => {
    const body = JSON.stringify(aStartBody({ engine: 'bulky', problem: 1 }));
    const post = `POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const connection = await open();
    connection.send(post.repeat(50) + get('/health/live', 'Connection: close\r\n'));
    expect((await connection.rest()).match(/HTTP\/1\.1 202/g)).toHaveLength(50);
  });

  it('is cut when its client does not read what it asked for', async () => {
    const id = await aResultOf(2 * MIB);
    const accepted = once(instance.app.getHttpServer(), 'connection') as Promise<[Socket]>;
    const connection = await open();
    const [socket] = await accepted;
    const closed = once(socket, 'close');
    connection.send(get(`/decisions/status/${id}`).repeat(20));
    await closed;
  });

  it('is not cut while an answer takes its time', async () => {
    const connection = await open();
    const id = await aResultOf(1);
    connection.send(
      get(`/decisions/status/${id}`, 'Prefer: wait=1\r\nIf-None-Match: *\r\nConnection: close\r\n'),
    );
    expect(await connection.rest()).toMatch(/^HTTP\/1\.1 (200|304) /);
  });
});

describe('an instance that is told to leave while it starts', () => {
  it('does so in order, though Redis has not answered yet', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const redis = `redis://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: {
        PORT: '0',
        ENABLE_REDIS_PERSISTENCE: 'true',
        REDIS_URL: redis,
        REDIS_CONNECT_DEADLINE_MS: '300000',
      },
      stdio: 'ignore',
    });
    const [asked] = (await once(silent, 'connection')) as [Socket];
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    asked.destroy();
    silent.close();
  });
});

describe('the connections of an instance that leaves', () => {
  const VARIABLES = { LOG_LEVEL: 'silent' };

  it.each([
    ['says nothing', ''],
    ['has sent half a head', 'GET /decisions/stats HTTP/1.1\r\nHos'],
    [
      'has sent half a body',
      'POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"de',
    ],
    ['is idle after an answer', 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('do not hold it up when one %s', async (_name, bytes) => {
    const instance = await BuiltInstance.start(VARIABLES);
    const connection = await RawConnection.open(Number(new URL(instance.url).port));
    if (bytes !== '') connection.send(bytes);
    if (bytes.endsWith('\r\n\r\n')) await connection.until(/200 OK/);
    expect(await instance.stop()).toBe(0);
    await connection.closed;
  });

  it('are answered what they have asked for', async () => {
    const instance = await BuiltInstance.start(VARIABLES);
    const body = JSON.stringify(aStartBody());
    const connection = await RawConnection.open(Number(new URL(instance.url).port));
    connection.send(
      `POST /decisions/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await connection.until(/100 Continue/);
    connection.send(body);
    const [code, answer] = await Promise.all([instance.stop(), connection.rest()]);
    expect(code).toBe(0);
    expect(answer).toMatch(/HTTP\/1\.1 20[02] /);
  });
});
