import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aPendingProcess, aProcessThatLost, type ProcessSketch } from '../../../test/support/a-process.js';
import { A_START, anInstance, type Instance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { scriptedEngine, untilAborted } from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import type { Persistence } from '../../persistence/persistence.js';
import { NewerSchema, ProcessCorrupted, StoreUnavailable } from '../domain/errors.js';
import type { ProcessId } from '../domain/ids.js';
import type { ProcessRepository } from '../domain/ports/process.repository.js';
import { UnservedWork } from './background/unserved-work.js';
import { ANYONE } from '../domain/caller.js';

/** More than any page or memory of an instance. */
const MANY = 1_020;
const OURS = { engine: 'scripted', plan: ['only'] };

describe('work that cannot run here', () => {
  let clock: FakeClock;
  let store: Persistence;
  let instance: Instance;
  let calls: string[];
  /** Records that cannot be read, and why. */
  let unreadable: Map<ProcessId, Error>;

  beforeEach(() => {
    clock = new FakeClock();
    store = openMemoryPersistence(() => clock.now());
    calls = [];
    unreadable = new Map();
    const { processes } = store;
    const original = unchanged(processes);
    const read = <T>(name: string, id: ProcessId, reading: () => Promise<T>) => {
      calls.push(name);
      const fault = unreadable.get(id);
      return fault ? Promise.reject(fault) : reading();
    };
    processes.find = (id) => read('find', id, () => original.find(id));
    processes.summary = (id) => read('summary', id, () => original.summary(id));
    processes.due = (query) => {
      calls.push('due');
      return original.due(query);
    };
  });

  afterEach(async () => {
    const leaving = instance.shutDown();
    await clock.advance(60_000);
    await leaving;
  });

  async function stored(count: number, sketch: (nth: number) => ProcessSketch): Promise<ProcessId[]> {
    const all = Array.from({ length: count }, (_, nth) =>
      aPendingProcess({ ...OURS, createdAt: clock.now() - 10_000, ...sketch(nth) }),
    );
    for (const process of all) await store.processes.create(process);
    return all.map(({ id }) => id);
  }

  async function join(only: () => string | Promise<never> = () => 'done'): Promise<void> {
    const engines = [scriptedEngine({ only })];
    instance = await anInstance({ persistence: store, clock, engines, settings: { concurrency: 1 } });
    await instance.start();
  }

  async function statusOf(id: ProcessId | undefined): Promise<string | undefined> {
    return (await store.processes.list({ limit: 5_000 })).processes.find((each) => each.id === id)?.status;
  }

  it.each([
    ['an engine nobody has', (): ProcessSketch => ({ engine: 'gone' })],
    ['a version nobody has', (nth: number): ProcessSketch => ({ engineVersion: 2 + nth })],
  ])('of %s stands before nothing, and costs nothing to pass', async (_name, sketch) => {
    await stored(MANY, sketch);
    await join();
    const [ours] = await stored(1, () => ({ createdAt: clock.now() }));
    await clock.advance(2_000);
    expect(await statusOf(ours)).toBe('completed');
    calls.length = 0;
    await clock.advance(60_000);
    expect(calls.filter((call) => call !== 'due')).toEqual([]);
    expect(calls.length).toBeLessThan(300);
  });

  it.each([
    ['a newer release has written', (id: ProcessId) => new NewerSchema(id, 99)],
    ['cannot be read', (id: ProcessId) => new ProcessCorrupted(id, 'state is no JSON')],
  ])(
    'that %s stands before nothing, is looked at seldom, and is run once it can be',
    async (_name, fault) => {
      const ids = await stored(MANY, () => ({}));
      for (const id of ids) unreadable.set(id, fault(id));
      await join();
      const [ours] = await stored(1, () => ({ createdAt: clock.now() }));
      await clock.advance(2_000);
      expect(await statusOf(ours)).toBe('completed');
      calls.length = 0;
      await clock.advance(10_000);
      expect(calls.length).toBeLessThan(10 * 30);
      unreadable.clear();
      await clock.advance(120_000);
      expect((await store.processes.statistics([])).counts).toMatchObject({
        pending: 0,
        completed: MANY + 1,
      });
    },
  );

  it('as long as another suspect runs stands before nothing', async () => {
    for (let n = 0; n < MANY; n++) {
      await store.processes.create(aProcessThatLost(2, { ...OURS, createdAt: clock.now() - 10_000 }));
    }
    instance = await anInstance({
      persistence: store,
      clock,
      engines: [scriptedEngine({ only: untilAborted }, { timeoutMs: 600_000 })],
      settings: { concurrency: 2 },
    });
    await instance.start();
    const [ours] = await stored(1, () => ({}));
    await clock.advance(2_000);
    expect(await statusOf(ours)).toBe('running');
    expect((await store.processes.statistics([])).counts).toMatchObject({ running: 2, pending: MANY - 1 });
  });

  it('does not keep a new process from a slot that is free', async () => {
    await stored(MANY, () => ({ engine: 'gone' }));
    await join(() => new Promise(() => undefined));
    await clock.advance(2_000);
    const { process } = await instance.manager.start(A_START);
    expect(process.status).toBe('running');
  });

  it('is known by engine and version, said once, and gone when it has gone', async () => {
    const ids = await stored(3, (nth) => ({ engine: nth < 2 ? 'gone' : 'also gone' }));
    await join();
    await clock.advance(60_000);
    const unserved = [
      { engine: 'gone', version: 1, pending: 2 },
      { engine: 'also gone', version: 1, pending: 1 },
    ];
    expect(instance.module.get(UnservedWork).current).toEqual(unserved);
    const since = clock.now() - 70_000;
    expect(instance.module.get(UnservedWork).longestDue).toEqual([
      { engine: 'gone', version: 1, since },
      { engine: 'also gone', version: 1, since },
    ]);
    const said = instance.events.filter(({ type }) => type === 'unserved_work');
    expect(said).toEqual(unserved.map((each) => ({ type: 'unserved_work', ...each })));
    const queues = store.processes.queues.bind(store.processes);
    store.processes.queues = () => Promise.reject(new StoreUnavailable('timeout'));
    await clock.advance(20_000);
    const { current, longestDue } = instance.module.get(UnservedWork);
    expect({ current, longestDue }).toEqual({ current: [], longestDue: [] });
    store.processes.queues = queues;
    await clock.advance(20_000);
    expect(instance.module.get(UnservedWork).current).toEqual(unserved);
    for (const id of ids) await instance.access.cancel(ANYONE, id, null);
    await clock.advance(20_000);
    expect(instance.module.get(UnservedWork).current).toEqual([]);
  });

  it('yet, a retry, is begun when it is due and not with the next look', async () => {
    await join();
    await clock.advance(333);
    const runAt = clock.now() + 4_567;
    const [ours] = await stored(1, () => ({ createdAt: clock.now(), runAt }));
    await clock.advance(4_400);
    expect(await statusOf(ours)).toBe('pending');
    await clock.advance(167);
    expect(await statusOf(ours)).toBe('completed');
    expect(instance.events).toContainEqual(expect.objectContaining({ type: 'begun' }));
  });
});

/** The methods as they are, to be called by what replaces them. */
function unchanged(processes: ProcessRepository): Pick<ProcessRepository, 'find' | 'summary' | 'due'> {
  return {
    find: processes.find.bind(processes),
    summary: processes.summary.bind(processes),
    due: processes.due.bind(processes),
  };
}
