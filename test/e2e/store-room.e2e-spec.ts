import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { until } from '../support/until.js';
import { aStartBody } from '../support/http-bodies.js';
import { parseScrape, valueOf } from '../support/prometheus-text.js';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';

jest.setTimeout(120_000);

const MB = 1_000_000;

describe('before the store is full', () => {
  let program: RunningScript;
  let directory: string;
  let server: RedisServer | null = null;
  let url: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'room-test-'));
  });

  afterEach(async () => {
    program.signal('SIGTERM');
    await program.end();
    await server?.stop();
    server = null;
    await rm(directory, { recursive: true, force: true });
  });

  async function run(engine: string, variables: Record<string, string>): Promise<void> {
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
    program = RunningScript.start(['dist/main.js'], {
      ...{ PORT: port, LOG_FORMAT: 'json', SHUTDOWN_GRACE_MS: '0', CLEANUP_CRON: '0 0 29 2 *' },
      ...{ ENGINE_MODULES: `test/support/${engine}.engine.mjs`, MAX_UNSETTLED_TOTAL: '0' },
      ...variables,
    });
    await program.printed('listening');
  }

  it('new work waits outside of Redis, and what runs ends', async () => {
    server = await RedisServer.start({ maxmemory: '30mb', 'maxmemory-policy': 'noeviction' });
    await run('gated', { ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: server.url });
    const gate = join(directory, 'gate');
    const problem = { gate, insists: false };
    const accepted = await start('gated', problem);
    await fill(server);
    await until(async () => (await health()) === 'store_nearly_full');

    const refused = await start('gated', problem);
    expect([refused.status, refused.json.code, refused.retryAfter]).toEqual([503, 'store_nearly_full', '30']);
    expect(await metric('decision_store_nearly_full')).toBe(1);
    expect(await metric('decision_store_used_ratio')).toBeGreaterThan(0.9);
    expect(await metric('decision_store_up')).toBe(1);
    await writeFile(gate, '');
    await until(async () => (await statusOf(accepted.json.process_id)) === 'completed');

    await server.admin.unlink('filling');
    await until(async () => (await health()) === undefined);
    expect((await start('gated', problem)).status).toBe(202);
    expect(await metric('decision_store_nearly_full')).toBe(0);
    await program.printed('"store_has_room"');
    expect(program.lines().filter(({ event }) => event === 'store_nearly_full')).toHaveLength(1);
  });

  it('new work waits outside of a heap of 200 MB, and the instance lives', async () => {
    await run('keeping', { NODE_OPTIONS: '--max-old-space-size=200' });
    const problem = { text: 'x'.repeat(0.9 * MB) };
    const codes = new Map<string, number>();
    for (let nth = 0; nth < 300; nth += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => start('keeping', problem)));
      for (const { status, json } of answers) {
        const code = status === 202 ? 'accepted' : json.code;
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }

    expect([...codes.keys()].sort()).toEqual(['accepted', 'store_nearly_full']);
    expect(codes.get('accepted')).toBeGreaterThan(20);
    expect(await health()).toBe('store_nearly_full');
    await until(
      async () => (await metric('decision_processes', { status: 'completed' })) === codes.get('accepted'),
    );
    await fetch(`${url}/decisions/cleanup?older_than_hours=0`, { method: 'DELETE' });
    expect((await start('keeping', problem)).status).toBe(202);
  });

  async function start(engine: string, problem: unknown): Promise<Answer> {
    const answer = await fetch(`${url}/decisions/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(aStartBody({ engine, problem })),
    });
    const json = (await answer.json()) as Answer['json'];
    return { status: answer.status, json, retryAfter: answer.headers.get('retry-after') };
  }

  async function statusOf(id: string): Promise<string> {
    return ((await (await fetch(`${url}/decisions/status/${id}`)).json()) as { status: string }).status;
  }

  async function health(): Promise<string | undefined> {
    const { details } = (await (await fetch(`${url}/health`)).json()) as Report;
    return (details.redis ?? details.memory)?.code;
  }

  async function metric(name: string, labels: Record<string, string> = {}): Promise<number | null> {
    return valueOf(parseScrape(await (await fetch(`${url}/metrics`)).text()), name, labels);
  }
});

/** Up to nineteen twentieths of what the server may take. */
async function fill({ admin }: RedisServer): Promise<void> {
  const used = async () => Number(/^used_memory:(\d+)/m.exec(await admin.info('memory'))?.[1]);
  const limit = 30 * 1_048_576;
  while ((await used()) < 0.93 * limit) await admin.rpush('filling', 'x'.repeat(100_000));
}

interface Answer {
  readonly status: number;
  readonly json: { readonly process_id: string; readonly code: string };
  readonly retryAfter: string | null;
}

interface Report {
  readonly details: Readonly<Record<string, { readonly code?: string }>>;
}
