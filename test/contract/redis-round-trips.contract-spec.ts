import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ANYONE } from '../../src/decisions/domain/caller.js';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import { statusIndex } from '../../src/decisions/domain/indexes/index-names.js';
import { begin } from '../../src/decisions/domain/transitions.js';
import { ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { accepted, aPendingProcess, aProcessId, aWorkerId, CREATED } from '../support/a-process.js';
import { A_START, anInstance, type Instance } from '../support/an-instance.js';
import { FakeClock } from '../support/fake-clock.js';
import { anAnsweredProcess, aWaitingProcess } from '../support/a-waiting-process.js';
import { RedisServer, TEST_PREFIX } from '../support/redis-server.js';
import { Gate, type ScriptedEngine, scriptedEngine } from '../support/scripted-engine.js';
import { until } from '../support/until.js';

const STEPS = ['one', 'two', 'three', 'four', 'five'] as const;

describe('what is asked of a real Redis', () => {
  jest.setTimeout(60_000);
  let server: RedisServer;
  let persistence: Persistence;
  let instance: Instance | null;

  beforeEach(async () => {
    server = await RedisServer.start();
    persistence = await openRedisPersistence({ url: server.url, keyPrefix: TEST_PREFIX });
    instance = null;
  });

  afterEach(async () => {
    await instance?.shutDown();
    await persistence.onApplicationShutdown();
    await server.stop();
  });

  /** Time stands still, so nothing is done because it is time to. */
  async function join(engine: ScriptedEngine, concurrency: number): Promise<Instance> {
    const settings = { concurrency };
    instance = await anInstance({ persistence, clock: new FakeClock(), engines: [engine], settings });
    await instance.start();
    return instance;
  }

  function settled(): number {
    return instance?.events.filter(({ type }) => type === 'settled').length ?? 0;
  }

  /** How often each command was carried out since the statistics were reset, those of scripts among them. */
  async function commands(): Promise<Readonly<Record<string, number>>> {
    const info = await server.admin.info('commandstats');
    const found = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
    return Object.fromEntries(found.map(([, name = '', calls]) => [name, Number(calls)]));
  }

  async function bytesSent(): Promise<number> {
    const info = await server.admin.info('stats');
    return Number(/^total_net_output_bytes:(\d+)/m.exec(info)?.[1]);
  }

  it('a process of five steps that finds a free slot costs its creation and one write for each step', async () => {
    const { manager, access } = await join(
      scriptedEngine(Object.fromEntries(STEPS.map((name) => [name, () => name]))),
      2,
    );
    await manager.start(A_START);
    // What an instance looks for when it starts it has found by now: one connection is answered in order.
    await until(() => settled() === 1);
    await server.admin.config('RESETSTAT');
    const { process } = await manager.start(A_START);
    await until(() => settled() === 2);
    expect(await commands()).toMatchObject({ evalsha: 1 + STEPS.length, hset: 1 + STEPS.length });
    // Nobody has looked for other work, nor read what is known.
    const { zrange = 0, hgetall = 0, zcard = 0 } = await commands();
    expect([zrange, hgetall, zcard]).toEqual([0, 0, 0]);
    expect(await access.get(ANYONE, process.id)).toMatchObject({ status: 'completed' });
  });

  it('what a process was asked costs one call and no byte of what else it has', async () => {
    const { processes } = persistence;
    const large = { text: 'x'.repeat(1_000_000) };
    const sketch = { problem: large, outputs: [large], question: { evidence: 'Alpha' } };
    for (const process of [aWaitingProcess(sketch), anAnsweredProcess(sketch)]) {
      await processes.create(process);
      const before = await bytesSent();
      await server.admin.config('RESETSTAT');
      expect((await processes.asked(process.id))?.requests).toEqual(process.requests);
      const { evalsha, hgetall = 0 } = await commands();
      expect([evalsha, hgetall]).toEqual([1, 0]);
      expect((await bytesSent()) - before).toBeLessThan(20_000);
    }
  });

  it('a slot that becomes free is filled at once with what was heard of while there was none', async () => {
    const gates = [new Gate<string>(), new Gate<string>()];
    const { manager, access } = await join(
      scriptedEngine({ only: (_context, call) => gates[call - 1]?.opened ?? 'none' }),
      1,
    );
    const first = await manager.start(A_START);
    const second = await manager.start(A_START);
    gates[0]?.open('done');
    await until(async () => (await access.get(ANYONE, second.process.id)).status === 'running');
    expect(await access.get(ANYONE, first.process.id)).toMatchObject({ status: 'completed' });
    gates[1]?.open('done');
    await until(async () => (await access.get(ANYONE, second.process.id)).status === 'completed');
  });

  it('writes that are asked for together are few commands, and each has its own outcome', async () => {
    const { processes } = persistence;
    const worker = aWorkerId();
    const pending = Array.from({ length: 64 }, () => aPendingProcess());
    await processes.create(aPendingProcess());
    await server.admin.config('RESETSTAT');
    const created = await Promise.all(pending.map((process) => processes.create(process)));
    expect(created.every((process, nth) => process === pending[nth])).toBe(true);
    const { evalsha, publish } = await commands();
    expect(evalsha).toBeLessThanOrEqual(4);
    expect(publish).toBe(evalsha);

    const running = pending.map((process) => accepted(begin(process, worker, CREATED)));
    // Every other one was begun by somebody else before.
    const others = running.filter((_process, nth) => nth % 2 === 0);
    for (const other of others) await processes.swap(pendingOf(pending, other), other);
    const outcomes = await Promise.all(
      running.map((next) => processes.swap(pendingOf(pending, next), stamped(next))),
    );
    expect(outcomes).toEqual(running.map((_process, nth) => nth % 2 === 1));
  });

  it('every change of writes that travel together is heard of', async () => {
    const leave = new AbortController();
    const changes = persistence.changes.changes(leave.signal);
    const pending = Array.from({ length: 40 }, () => aPendingProcess());
    await Promise.all(pending.map((process) => persistence.processes.create(process)));
    const heard = new Set<string>();
    for await (const { id } of changes) {
      heard.add(id);
      if (heard.size === pending.length) break;
    }
    expect([...heard].sort()).toEqual(pending.map(({ id }) => id).sort());
    leave.abort();
  });

  it('one write that fails among others is the only one', async () => {
    const { processes } = persistence;
    const keys = new ProcessKeys(TEST_PREFIX);
    const broken = aProcessId('0');
    await server.admin.set(keys.of(broken).index(statusIndex('pending')), 'no sorted set');
    const all = Array.from('0123456789').map((digit) => aPendingProcess({ id: aProcessId(digit) }));
    const outcomes = await Promise.allSettled(all.map((process) => processes.create(process)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...Array<string>(9).fill('fulfilled')]);
    expect(outcomes[0]).toMatchObject({ reason: { code: 'store_fault', reason: 'wrong_type' } });
    for (const process of all.slice(1)) expect(await processes.find(process.id)).toEqual(process);
    expect(await server.admin.exists(keys.of(broken).process(all[0]?.id ?? broken))).toBe(0);
  });
});

function pendingOf(pending: readonly DecisionProcess[], next: DecisionProcess): DecisionProcess {
  const found = pending.find(({ id }) => id === next.id);
  if (found === undefined) throw new Error('It was never pending.');
  return found;
}

/** The same write by another: an operation is known again only when it is sent again. */
function stamped(next: DecisionProcess): DecisionProcess {
  return { ...next, updatedAt: next.updatedAt + 1 };
}
