import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aProcessThatLost } from '../../../test/support/a-process.js';
import { A_START, anInstance, type Instance, LEASE_MS } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import {
  Gate,
  type ScriptedEngine,
  scriptedEngine,
  untilAborted,
} from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import type { Persistence } from '../../persistence/persistence.js';
import type { ChangeFeed } from '../domain/ports/change.feed.js';
import type { DecisionProcess } from '../domain/decision-process.js';
import type { RunSettings } from './base/run-settings.js';
import { WorkerLifecycle } from './background/worker-lifecycle.js';
import { ANYONE } from '../domain/caller.js';

/** Long enough for a lease to end, a sweep to find that and the process to be begun again. */
const RECOVERY_MS = 2 * LEASE_MS + 5_000;

/** A feed that never tells anything, as a frozen process hears it. */
const DEAF: ChangeFeed = {
  isHearing: false,
  async *changes(signal) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    yield* [];
  },
};

describe('several instances on one store', () => {
  let store: Persistence;
  /** The store's own, and that of every instance that is not frozen. */
  let clock: FakeClock;
  let started: { instance: Instance; clock: FakeClock }[];

  beforeEach(() => {
    clock = new FakeClock();
    store = openMemoryPersistence(() => clock.now());
    started = [];
  });

  afterEach(async () => {
    const leaving = started.map(({ instance }) => instance.shutDown());
    for (const each of new Set([clock, ...started.map((entry) => entry.clock)])) await each.advance(60_000);
    await Promise.all(leaving);
  });

  async function join(
    engine: ScriptedEngine,
    own = clock,
    { isDeaf = false, ...settings }: Partial<RunSettings> & { isDeaf?: boolean } = {},
  ): Promise<Instance> {
    const worker = `worker-${started.length + 1}`;
    const persistence = isDeaf ? { ...store, changes: DEAF } : store;
    const instance = await anInstance({ persistence, clock: own, engines: [engine], worker, settings });
    started.push({ instance, clock: own });
    await instance.start();
    return instance;
  }

  async function onlyProcess(): Promise<DecisionProcess | null> {
    const { processes } = await store.processes.list({ limit: 2 });
    return processes.length === 1 && processes[0] ? store.processes.find(processes[0].id) : null;
  }

  it('goes on with the processes of an instance that stopped answering, and refuses its late writes', async () => {
    const late = new Gate<string>();
    const stuck = scriptedEngine({ first: () => 'one', second: () => late.opened, third: () => 'three' });
    const frozen = new FakeClock();
    const zombie = await join(stuck, frozen, { isDeaf: true });
    await zombie.manager.start(A_START);
    await frozen.advance(0);

    const healthy = scriptedEngine({
      first: () => 'ONE',
      second: () => 'TWO',
      third: ({ outputs }) => outputs,
    });
    const successor = await join(healthy);
    await clock.advance(RECOVERY_MS);
    const outcome = { status: 'completed', result: { first: 'one', second: 'TWO' } };
    expect(await onlyProcess()).toMatchObject(outcome);
    expect(healthy.calls).toEqual(['second', 'third']);
    expect(successor.events.map(({ type }) => type)).toContain('taken_over');

    const before = await onlyProcess();
    late.open('two, long after');
    await frozen.advance(0);
    expect(await onlyProcess()).toEqual(before);
    expect(stuck.calls).toEqual(['first', 'second']);
    expect(zombie.events.map(({ type }) => type)).toContain('fenced');
  });

  it('ends a process that keeps losing its worker, after as many attempts as it has', async () => {
    const deadly = scriptedEngine({ deadly: untilAborted });
    for (let attempt = 1; attempt <= 3; attempt++) {
      const victim = new FakeClock();
      await victim.advance(clock.now() - victim.now());
      const instance = await join(deadly, victim);
      if (attempt === 1) await instance.manager.start(A_START);
      // The victim looks for work once and is never heard of again.
      await victim.advance(1_500);
      expect(await onlyProcess()).toMatchObject({ status: 'running', attempt, worker: instance.worker });
      const sweeper = await join(deadly, clock, { role: 'api' });
      await clock.advance(RECOVERY_MS);
      await sweeper.shutDown();
    }
    const error = { code: 'attempts_exhausted', step: 'deadly' };
    expect(await onlyProcess()).toMatchObject({ status: 'failed', attempt: 3, error });
    expect(deadly.calls).toHaveLength(3);
  });

  it('is given on another instance what the step had made before its instance was lost', async () => {
    let made = 0;
    const engine = scriptedEngine({
      dear: async (context, call) => {
        const bill = await context.once('bill', () => ++made);
        return call === 1 ? untilAborted(context) : bill;
      },
    });
    const victim = new FakeClock();
    const instance = await join(engine, victim);
    await instance.manager.start(A_START);
    await victim.advance(0);
    await join(engine);
    await clock.advance(RECOVERY_MS);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 1 });
    expect(made).toBe(1);
  });

  it('begins a step no more often than the step allows, though its worker died with it', async () => {
    const once = scriptedEngine({ first: () => 'kept', dear: untilAborted }, { attempts: 1 });
    const victim = new FakeClock();
    const instance = await join(once, victim);
    await instance.manager.start(A_START);
    await victim.advance(0);
    expect(await onlyProcess()).toMatchObject({
      status: 'running',
      finished: [{ name: 'first' }],
      attempt: 1,
    });
    await join(once);
    await clock.advance(RECOVERY_MS);
    const error = { code: 'attempts_exhausted', step: 'dear' };
    expect(await onlyProcess()).toMatchObject({ status: 'failed', attempt: 1, error });
    expect(once.calls).toEqual(['first', 'dear']);
  });

  it('runs what has lost two workers one at a time, next to other processes, so that no suspect dies of another', async () => {
    const gates = new Map<string, Gate<string>>();
    const engine = scriptedEngine({
      risky: (context) => {
        const gate = new Gate<string>();
        gates.set(context.key, gate);
        return Promise.race([gate.opened, untilAborted(context)]);
      },
    });
    for (const [nth, workersLost] of [2, 2, 2, 1, 1, 0].entries()) {
      const sketch = { engine: 'scripted', plan: ['risky'], createdAt: clock.now() - 10 + nth };
      await store.processes.create(aProcessThatLost(workersLost, sketch));
    }
    const instance = await join(engine, clock, { concurrency: 8 });
    for (let completed = 0; completed <= 3; completed++) {
      await clock.advance(0);
      expect((await store.processes.statistics([])).counts).toMatchObject({ completed });
      const ids = await store.processes.ownedBy(instance.worker);
      const running = await Promise.all(ids.map((id) => store.processes.find(id)));
      const suspects = running.filter((process) => process?.workersLost === 2);
      expect(suspects).toHaveLength(completed < 3 ? 1 : 0);
      expect(running).toHaveLength(3 + suspects.length);
      gates.get(`${suspects[0]?.id}:risky`)?.open('done');
    }
  });

  it('finds a process whose worker nobody knows any more', async () => {
    const frozen = new FakeClock();
    const lost = await join(scriptedEngine({ only: untilAborted }), frozen, { isDeaf: true });
    await lost.manager.start(A_START);
    await frozen.advance(0);
    await store.workers.remove(lost.worker);
    const finder = scriptedEngine({ only: () => 'found' });
    await join(finder);
    await clock.advance(LEASE_MS + 60_000);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'found' });
  });

  it('hands over on shutdown: the step under way is stored, the next one is begun elsewhere', async () => {
    const gate = new Gate<string>();
    const leaving = scriptedEngine({ first: () => gate.opened, second: () => 'never here' });
    const instance = await join(leaving);
    await instance.manager.start(A_START);
    const heir = scriptedEngine({ first: () => 'never here', second: ({ outputs }) => outputs });
    await join(heir);
    await clock.advance(0);
    instance.module.get(WorkerLifecycle).drain();
    gate.open('stored in time');
    const gone = instance.shutDown();
    await clock.advance(0);
    await gone;
    await clock.advance(0);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: { first: 'stored in time' } });
    expect([...leaving.calls, ...heir.calls]).toEqual(['first', 'second']);
  });

  it('aborts a step that outlasts the grace of a shutdown, and does not count that attempt', async () => {
    const instance = await join(scriptedEngine({ endless: untilAborted }));
    await instance.manager.start(A_START);
    await clock.advance(0);
    const gone = instance.shutDown();
    await clock.advance(5_000);
    await gone;
    expect(await onlyProcess()).toMatchObject({ status: 'pending', attempt: 0 });
    expect(await store.workers.expired()).toEqual([instance.worker]);
  });

  it('cancels a process that another instance runs', async () => {
    const runner = scriptedEngine({ endless: untilAborted });
    await join(runner);
    const other = await join(scriptedEngine({ endless: untilAborted }), clock, { role: 'api' });
    const { process } = await other.manager.start(A_START);
    await clock.advance(0);
    expect(await onlyProcess()).toMatchObject({ status: 'running', worker: 'worker-1' });
    await other.access.cancel(ANYONE, process.id, null);
    await clock.advance(0);
    expect(await onlyProcess()).toMatchObject({ status: 'cancelled' });
    expect(started[0]?.instance.events.map(({ type }) => type)).not.toContain('trouble');
  });

  it('shares the waiting work, each process with one instance', async () => {
    const engine = scriptedEngine({ endless: untilAborted });
    const api = await join(engine, clock, { role: 'api' });
    for (let n = 0; n < 5; n++) await api.manager.start(A_START);
    await join(engine);
    await join(engine);
    await clock.advance(2_000);
    expect(await store.processes.ownedBy(workerOf(1))).toHaveLength(2);
    expect(await store.processes.ownedBy(workerOf(2))).toHaveLength(2);
    expect((await api.manager.stats(ANYONE)).counts).toMatchObject({ running: 4, pending: 1 });
  });

  it('begins what another instance starts as soon as it hears of it, though its own clock is behind', async () => {
    const behind = new FakeClock();
    await clock.advance(50);
    const engine = scriptedEngine({ endless: untilAborted });
    const api = await join(engine, clock, { role: 'api' });
    await join(engine, behind);
    await behind.advance(0);
    await api.manager.start(A_START);
    await behind.advance(0);
    expect(await onlyProcess()).toMatchObject({ status: 'running', worker: 'worker-2' });
  });

  it('leaves processes of an engine version it does not have to those that do', async () => {
    const newer = scriptedEngine({ only: () => 'new' }, { version: 2 });
    const older = scriptedEngine({ only: () => 'old' }, { version: 1 });
    const api = await join(newer, clock, { role: 'api' });
    await api.manager.start(A_START);
    await join(older);
    await clock.advance(5_000);
    expect(await onlyProcess()).toMatchObject({ status: 'pending' });
    await join(newer);
    await clock.advance(5_000);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'new' });
    expect(older.calls).toEqual([]);
  });

  function workerOf(index: number): Instance['worker'] {
    const entry = started[index];
    if (!entry) throw new Error(`no instance ${index}`);
    return entry.instance.worker;
  }
});
