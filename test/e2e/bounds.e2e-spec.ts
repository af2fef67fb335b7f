import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { EventStream } from '../support/http-events.js';
import type { HttpReply } from '../support/http-client.js';
import { RawConnection } from '../support/raw-connection.js';
import { scriptedEngine, untilAborted } from '../support/scripted-engine.js';
import { until } from '../support/until.js';

const CALLERS = ['ada', 'bob', 'eve'] as const;
type Name = (typeof CALLERS)[number];
const KEYS = CALLERS.map((name) => `${name}:read+write:${createHash('sha256').update(name).digest('hex')}`);
const MEBIBYTE = 1_048_576;

describe('what one caller may keep open at once', () => {
  let instance: AppInstance;
  let ids: Record<Name, string>;
  let streams: EventStream[];

  beforeEach(async () => {
    streams = [];
    instance = await anApp({
      engines: [scriptedEngine({ only: untilAborted }, { timeoutMs: 600_000 })],
      env: { API_KEYS: KEYS.join(','), MAX_STREAMS: '2', MAX_STREAMS_TOTAL: '3', SHUTDOWN_GRACE_MS: '0' },
    });
    const started = await Promise.all(CALLERS.map(async (name) => [name, await start(name)]));
    ids = Object.fromEntries(started) as Record<Name, string>;
  });

  afterEach(async () => {
    for (const stream of streams) stream.abandon();
    await instance.close();
  });

  it('are a limited number of event streams, and another one when one has ended', async () => {
    const [first] = [await follow('ada'), await follow('ada')];
    expect(await refusalOf(follow('ada'))).toEqual([429, 'too_many_streams', '5']);
    expect((await follow('bob')).reply.statusCode).toBe(200);
    first.abandon();
    await until(async () => (await follow('ada')).reply.statusCode === 200);
  });

  it('with those of all others no more than the instance keeps open', async () => {
    for (const name of ['ada', 'ada', 'bob'] as const) await follow(name);
    expect(await refusalOf(follow('eve'))).toEqual([503, 'overloaded', '5']);
    expect((await ask('eve', 'GET', `/decisions/status/${ids.eve}`)).status).toBe(200);
  });

  it('are waiting requests as well as streams; a run is answered at once instead', async () => {
    await follow('ada');
    const leaving = new AbortController();
    const waiting = ask('ada', 'GET', `/decisions/status/${ids.ada}`, { prefer: 'wait=30' }, leaving.signal);
    await until(async () => {
      const answer = await ask('ada', 'GET', `/decisions/status/${ids.ada}`, { prefer: 'wait=0' });
      expect(answer.status).toBe(200);
      return (await ask('ada', 'GET', `/decisions/status/${ids.ada}`, { prefer: 'wait=1' })).status === 429;
    });
    const run = await instance.http.post('/decisions/run', BODY, { ...as('ada'), prefer: 'wait=30' });
    expect(run.status).toBe(202);
    expect((await ask('bob', 'GET', `/decisions/status/${ids.bob}`, { prefer: 'wait=1' })).status).toBe(200);
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    await until(async () => (await follow('ada')).reply.statusCode === 200);
  });

  const BODY = { decision_query: 'Which of the two is the cheaper one?', engine: 'scripted', problem: {} };

  async function start(name: Name): Promise<string> {
    return (await instance.http.post('/decisions/start', BODY, as(name))).json.process_id;
  }

  async function follow(name: Name): Promise<EventStream> {
    const stream = await EventStream.open(instance.port, `/decisions/${ids[name]}/events`, as(name));
    streams.push(stream);
    return stream;
  }

  function ask(
    name: Name,
    method: string,
    path: string,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<HttpReply> {
    return instance.http.send(method, path, {
      headers: { ...as(name), ...headers },
      ...(signal && { signal }),
    });
  }
});

describe('what one caller may have under way at once', () => {
  let instance: AppInstance;
  let connections: RawConnection[];
  beforeEach(async () => {
    connections = [];
    const env = { API_KEYS: KEYS.join(','), IN_FLIGHT_BYTES: String(MEBIBYTE), CALLER_SHARE_PERCENT: '50' };
    instance = await anApp({ env });
  });
  afterEach(async () => {
    for (const connection of connections) connection.end();
    await instance.close();
  });

  it('is a share of the bytes that are kept, and leaves room for the others', async () => {
    const first = await announce('ada', 400_000);
    const second = await announce('ada', 200_000);
    expect([first.status, second.status, (await announce('bob', 400_000)).status]).toEqual([
      '100',
      '429',
      '100',
    ]);
    expect(second.answer).toMatch(/retry-after: 2[^]*too_many_bytes/i);
    // All others together are bounded by all there is.
    expect((await announce('eve', 400_000)).status).toBe('503');
    first.connection.end();
    await until(async () => (await announce('ada', 200_000)).status === '100');
  });

  /** Says that a body is to come, and what is answered to that. */
  async function announce(name: Name, bytes: number): Promise<Announced> {
    const connection = await RawConnection.open(instance.port);
    connections.push(connection);
    connection.send(
      `POST /decisions/start HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${name}\r\n` +
        `content-type: application/json\r\ncontent-length: ${bytes}\r\nexpect: 100-continue\r\n\r\n`,
    );
    const answer = await connection.until(/^HTTP\/1.1 100|"code"/);
    return { connection, answer, status: answer.slice(9, 12) };
  }
});

interface Announced {
  readonly connection: RawConnection;
  readonly answer: string;
  readonly status: string;
}

function as(name: string): Record<string, string> {
  return { authorization: `Bearer ${name}` };
}

async function refusalOf(opening: Promise<EventStream>): Promise<unknown[]> {
  const { reply } = await opening;
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  const { code } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { code: string };
  return [reply.statusCode, code, reply.headers['retry-after']];
}
