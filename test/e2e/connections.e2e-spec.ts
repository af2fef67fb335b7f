import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { tether } from '../../scripts/lib/tether.mjs';
import type { DecisionEngine } from '../../src/decisions/domain/ports/decision-engine.js';
import { clientErrorHandler } from '../../src/http/connection/client-errors.js';
import type { RequestHandler } from '../../src/http/connection/connection.js';
import { Connections } from '../../src/http/connection/connections.js';
import { createHttpServer } from '../../src/http/connection/http-server.js';
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

describe('a request that never becomes whole', () => {
  const post = (headers: string, body: string) =>
    `POST /decisions/start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`;
  const chunks = (body: string) => post('Transfer-Encoding: chunked', body);
  const sound = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const answerWhole: RequestHandler = (request, response) => {
    request.resume().once('end', () => response.end());
  };
  let instance: AppInstance;

  beforeAll(async () => {
    instance = await anApp();
  });

  afterAll(() => instance.close());

  it.each([
    ['a chunk without a length', chunks('ZZ\r\n')],
    ['a chunk of a negative length', chunks('-1\r\n')],
    ['a chunk that is longer than it says', chunks('2\r\n{}XX\r\n')],
    ['lines that end as no lines do', chunks('2\n{}\n0\n\n')],
    ['a chunk with more extensions than anybody reads', chunks(`2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`)],
  ])('is refused for %s, after what was asked before it', async (_name, bytes) => {
    for (const before of [0, 1, 2]) {
      const connection = await RawConnection.open(instance.port);
      const answers = (await connection.send(sound.repeat(before) + bytes).rest()).match(/HTTP\/1\.1 \d+/g);
      expect(answers?.slice(0, before)).toEqual(Array(before).fill('HTTP/1.1 200'));
      expect(answers?.slice(before)).toEqual([expect.stringMatching(/ 4(00|13)$/)]);
    }
  });

  it.each([
    ['half a head', 'POST /decisions/start HTTP/1.1\r\nHos'],
    ['half a body', post('Content-Length: 99', '{"de')],
    ['half a chunk', chunks('5\r\n{}')],
    ['half a body after a whole request', sound + post('Content-Length: 99', '{"de')],
  ])('is refused when its time is over, though its client stays: %s', async (_name, bytes) => {
    const connections = new Connections();
    const server = createHttpServer(connections, answerWhole, {
      headersMs: 100,
      requestMs: 100,
      checkEveryMs: 20,
    });
    server.on('clientError', clientErrorHandler(connections));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = connect({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      allowHalfOpen: true,
    });
    const answered = text(client);
    client.write(bytes);
    expect((await answered).match(/HTTP\/1\.1 \d+/g)?.at(-1)).toBe('HTTP/1.1 408');
    // The client never ends its side of the connection.
    server.close();
    await once(server, 'close');
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
    tether(child);
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
