import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aStartBody } from '../support/http-bodies.js';
import { HttpClient, type HttpReply } from '../support/http-client.js';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';

jest.setTimeout(600_000);

/** Longer in a run of its own: FLOOD_SECONDS=60 npm run test:e2e -- flood */
const FLOOD_MS = Number(process.env.FLOOD_SECONDS ?? 8) * 1_000;
const CALLERS = ['flood', 'ada', 'bob'] as const;
type Name = (typeof CALLERS)[number];
const CONNECTIONS = 12;
const SLOTS = 4;
const MAX_UNSETTLED = 300;
const MEMORY_BYTES = 48 * 1_048_576;

/** What became of the requests of one caller. */
interface Tally {
  readonly accepted: string[];
  readonly answers: Map<number, number>;
  completed: number;
}

describe('a caller who starts as fast as it can', () => {
  let redis: RedisServer;
  let program: RunningScript;
  let http: HttpClient;
  let isOver = false;
  const lasts = () => !isOver;
  let memoryPeak = 0;

  beforeAll(async () => {
    redis = await RedisServer.start({
      maxmemory: String(MEMORY_BYTES),
      'maxmemory-policy': 'noeviction',
    });
    const port = await freePort();
    http = new HttpClient(port);
    const keys = CALLERS.map(
      (name) => `${name}:read+write:${createHash('sha256').update(name).digest('hex')}`,
    );
    program = RunningScript.start(['dist/main.js'], {
      ...{ NODE_ENV: 'production', PORT: String(port), API_KEYS: keys.join(',') },
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, REDIS_COMMAND_TIMEOUT_MS: '8000' },
      ...{ CONCURRENCY: String(SLOTS), MAX_UNSETTLED: String(MAX_UNSETTLED) },
    });
    await program.printed('"event":"started"');
  });

  afterAll(async () => {
    program.signal('SIGKILL');
    await redis.stop();
  });

  it('holds up nobody else, fills no store, and finds everything that was accepted done', async () => {
    const flood = aTally();
    const others = [aTally(), aTally()] as const;
    const running = [
      ...Array.from({ length: CONNECTIONS }, () => starting(flood)),
      ...others.map((tally, nth) => working(nth === 0 ? 'ada' : 'bob', tally)),
      watchingMemory(),
    ];
    await pause(FLOOD_MS);
    // What is done by now was done while it lasted.
    const floodCompleted = await completedOf('flood');
    isOver = true;
    await Promise.all(running);

    // The flood is one: it meets its bounds, and nothing else goes wrong.
    expect([...flood.answers.keys()].sort()).toEqual([202, 429]);
    expect(flood.accepted.length).toBeGreaterThan(MAX_UNSETTLED / 2);
    for (const { answers, completed } of others) {
      expect([...answers.keys()].filter((status) => status < 200 || status > 299)).toEqual([]);
      // One at a time, each behind the runs before it and not behind hundreds: of every round of slots it gets one.
      expect(completed).toBeGreaterThan(0);
      expect(floodCompleted / completed).toBeLessThan(SLOTS * 8);
    }
    expect(memoryPeak).toBeGreaterThan(0);
    expect(memoryPeak).toBeLessThan(MEMORY_BYTES);

    while ((await statsOf('flood')).unsettled > 0) await pause(100);
    const listed = await listedOf('flood');
    expect(flood.accepted.filter((id) => listed.get(id) !== 'completed')).toEqual([]);
    // The answer to a start may be lost with its connection; none was here.
    expect(listed.size).toBe(flood.accepted.length);
  });

  async function starting(tally: Tally): Promise<void> {
    while (lasts()) {
      const { status, json } = await http.post('/decisions/start', aStartBody(), as('flood'));
      note(tally, status);
      if (status === 202) tally.accepted.push(json.process_id);
    }
  }

  /** One process after the other, each followed to its end. */
  async function working(name: Name, tally: Tally): Promise<void> {
    while (lasts()) {
      const started = await http.post('/decisions/start', aStartBody(), as(name));
      note(tally, started.status);
      if (started.status !== 202) continue;
      tally.accepted.push(started.json.process_id);
      let status = 'pending';
      while (lasts() && status !== 'completed') {
        const path = `/decisions/status/${started.json.process_id}`;
        const answer = await http.get(path, { ...as(name), prefer: 'wait=5' });
        note(tally, answer.status);
        status = answer.json.status;
      }
      if (status === 'completed') tally.completed += 1;
    }
  }

  async function watchingMemory(): Promise<void> {
    while (lasts()) {
      const [, used = '0'] = /used_memory:(\d+)/.exec(await redis.admin.info('memory')) ?? [];
      memoryPeak = Math.max(memoryPeak, Number(used));
      await pause(50);
    }
  }

  /** Also for a caller who is over its rate: sooner or later one of its requests is answered. */
  async function asked(path: string, name: Name): Promise<HttpReply> {
    for (;;) {
      const answer = await http.get(path, as(name));
      if (answer.status === 200) return answer;
      expect(answer.status).toBe(429);
      await pause(20);
    }
  }

  async function completedOf(name: Name): Promise<number> {
    return Number((await asked('/decisions/stats', name)).json.completed);
  }

  async function statsOf(name: Name): Promise<{ unsettled: number }> {
    const { json } = await asked('/decisions/stats', name);
    return { unsettled: Number(json.pending) + Number(json.running) };
  }

  async function listedOf(name: Name): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { json } = await asked(`/decisions/processes?limit=200${from}`, name);
      for (const { process_id, status } of json.processes) found.set(process_id, status);
      cursor = json.next_cursor;
    }
    return found;
  }
});

function aTally(): Tally {
  return { accepted: [], answers: new Map(), completed: 0 };
}

function note({ answers }: Tally, status: number): void {
  answers.set(status, (answers.get(status) ?? 0) + 1);
}

function as(name: Name): Record<string, string> {
  return { authorization: `Bearer ${name}` };
}
