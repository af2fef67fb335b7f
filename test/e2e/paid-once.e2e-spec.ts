import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Server, startServer } from '../../scripts/lib/server.mjs';
import { HttpClient } from '../support/http-client.js';
import { PaymentLedger } from '../support/payment-ledger.js';
import { RedisServer } from '../support/redis-server.js';

/** How often a server is killed amid a payment; many take their time: `PAID_KILLS=200`. */
const KILLS = Number(process.env.PAID_KILLS ?? 6);
const PROCESSES = Math.max(2, KILLS / 2);
const PAYMENTS = 8;

/** Pays eight bills in one step, each by a call to the ledger; `keeps` by way of `once`. */
const engines = (ledger: string) => `
  const pay = (key) => fetch('${ledger}', { method: 'POST', body: key }).then((paid) => paid.json());
  const bills = Array.from({ length: ${PAYMENTS} }, (_, nth) => 'bill-' + nth);
  const payAll = async (each) => {
    const receipts = [];
    for (const bill of bills) receipts.push(await each(bill));
    return receipts;
  };
  const engine = (name, run) => ({
    name, version: 1, parse: (problem) => problem, steps: [{ name: 'pay', attempts: 100000, run }],
  });
  export const engines = [
    engine('keeps', (context) => payAll((bill) => context.once(bill, pay))),
    engine('repeats', ({ key }) => payAll((bill) => pay(key + ':' + bill))),
  ];`;

jest.setTimeout(120_000 + KILLS * 15_000);

describe('payments of a step whose servers are killed amid them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paid-'));
  const module = join(folder, 'pays.mjs');
  const ledger = new PaymentLedger(PAYMENTS);
  let redis: RedisServer;
  let servers: Server[] = [];

  beforeAll(async () => {
    redis = await RedisServer.start({ appendonly: 'yes' });
    writeFileSync(module, engines(await ledger.listen()));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await redis.stop();
    ledger.close();
    rmSync(folder, { recursive: true });
  });

  it('are never made again once they are stored', async () => {
    servers = [await aServer(), await aServer()];
    const ids = await started('keeps', PROCESSES);
    for (let nth = 0; nth < KILLS && ledger.isOwed(ids); nth += 1) {
      await ledger.answer(1 + ((nth * 7) % 5), ids);
      await kill(servers.shift());
      servers.push(await aServer());
    }
    await ledger.answer(Infinity, ids);
    await allCompleted(ids);

    for (const id of ids) expect(ledger.paid(id)).toHaveLength(PAYMENTS);
    expect(ids.flatMap((id) => ledger.paidAgain(id))).toEqual([]);
  });

  /** Not left to chance: three payments are stored and the fourth waits for its answer when every server dies. */
  it.each([
    { engine: 'keeps', again: [] },
    { engine: 'repeats', again: ['bill-0', 'bill-1', 'bill-2', 'bill-3'] },
  ])('of an engine that $engine them are asked for again: $again', async ({ engine, again }) => {
    ledger.hold();
    await Promise.all(servers.splice(0).map(kill));
    servers = [await aServer()];
    const ids = await started(engine, 1);
    await ledger.answer(3, ids);
    await kill(servers.shift());
    servers = [await aServer()];
    await ledger.answer(Infinity, ids);
    await allCompleted(ids);

    const bills = ids.flatMap((id) => ledger.paidAgain(id)).map((key) => key.split(':').at(-1));
    expect(bills).toEqual(again);
  });

  function aServer(): Promise<Server> {
    return startServer({
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', REDIS_URL: redis.url, ENGINE_MODULES: module },
      ...{ LEASE_MS: '2000', LOG_LEVEL: 'silent', MAX_ATTEMPTS: '100' },
    });
  }

  function http(): HttpClient {
    return new HttpClient(Number(new URL(servers.at(-1)?.url ?? '').port));
  }

  async function started(engine: string, count: number): Promise<string[]> {
    const body = { decision_query: 'Which of these bills are to be paid?', engine, problem: {} };
    const replies = await Promise.all(
      Array.from({ length: count }, () => http().post('/decisions/start', body)),
    );
    return replies.map(({ json }) => json.process_id);
  }

  async function allCompleted(ids: readonly string[]): Promise<void> {
    for (const id of ids) await completed(id);
  }

  async function completed(id: string): Promise<void> {
    let status = '';
    for (let tag = ''; status !== 'completed';) {
      const reply = await http().get(`/decisions/${id}`, {
        prefer: 'wait=5',
        'if-none-match': tag || '"none"',
      });
      tag = String(reply.headers.etag);
      if (reply.status === 200) ({ status } = reply.json);
    }
  }
});

async function kill(server: Server | undefined): Promise<void> {
  const exited = server && once(server.child, 'exit');
  server?.child.kill('SIGKILL');
  await exited;
}
