import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A_START, anInstance, type Instance, LEASE_MS } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import {
  Gate,
  type ScriptedEngine,
  scriptedEngine,
  untilAborted,
} from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import { MemoryChangeFeed } from '../../persistence/memory/memory-change.feed.js';
import type { Persistence } from '../../persistence/persistence.js';
import { PROCESS_STATUSES } from '../domain/decision-process.js';
import type { ChangeFeed } from '../domain/ports/change.feed.js';

const HOUR_MS = 3_600_000;
const PATIENT = { timeoutMs: HOUR_MS };

describe('what only seems to have happened', () => {
  let clock: FakeClock;
  /** How far the store's clock is set off the time. */
  let offset: number;
  let store: Persistence;
  let instances: Instance[];
  /** Tells an instance what a test makes up. */
  let rumours: MemoryChangeFeed;

  beforeEach(() => {
    clock = new FakeClock();
    offset = 0;
    store = openMemoryPersistence(() => clock.now() + offset);
    [instances, rumours] = [[], new MemoryChangeFeed()];
  });

  afterEach(async () => {
    const leaving = instances.map((instance) => instance.shutDown());
    await clock.advance(60_000);
    await Promise.all(leaving);
  });

  async function join(engine: ScriptedEngine, changes: ChangeFeed = store.changes): Promise<Instance> {
    const worker = `worker-${instances.length + 1}`;
    const instance = await anInstance({
      persistence: { ...store, changes },
      clock,
      engines: [engine],
      worker,
    });
    instances.push(instance);
    await instance.start();
    return instance;
  }

  it('stops no run for a hint that is false, and counts no attempt for it', async () => {
    const gate = new Gate<string>();
    const engine = scriptedEngine({ only: () => gate.opened }, PATIENT);
    const instance = await join(engine, rumours);
    const { process } = await instance.manager.start(A_START);
    await clock.advance(0);
    const hints = fc.sample(
      fc.record({ revision: fc.nat(), status: fc.constantFrom(...PROCESS_STATUSES, 'removed' as const) }),
      200,
    );
    for (const hint of hints) {
      rumours.announce({ id: process.id, ...hint });
      await clock.advance(LEASE_MS / 20);
    }
    expect(await store.processes.find(process.id)).toMatchObject({
      status: 'running',
      attempt: 1,
      revision: process.revision,
    });
    gate.open('done');
    await clock.advance(0);
    expect(await store.processes.find(process.id)).toMatchObject({
      status: 'completed',
      finished: [{ attempts: 1 }],
    });
    expect(engine.calls).toHaveLength(1);
  });

  it('looks at what is stored once at a time, however many hints come', async () => {
    const engine = scriptedEngine({ only: untilAborted });
    const instance = await join(engine, rumours);
    const { process } = await instance.manager.start(A_START);
    await clock.advance(0);
    const answered = new Gate();
    let looks = 0;
    const summary = store.processes.summary.bind(store.processes);
    store.processes.summary = async (id) => {
      looks += 1;
      await answered.opened;
      return summary(id);
    };
    for (let n = 0; n < 1_000; n++) rumours.announce({ id: process.id, revision: 999, status: 'cancelled' });
    await clock.advance(0);
    expect(looks).toBe(1);
    answered.open();
    await clock.advance(0);
    expect(looks).toBe(2);
  });

  it.each([HOUR_MS, -HOUR_MS])(
    'takes nothing from an instance that is alive when the clock of the store is set by %d ms',
    async (step) => {
      const engine = scriptedEngine({ endless: untilAborted }, PATIENT);
      await join(engine);
      await join(engine);
      const [first, second] = instances;
      await clock.advance(2 * LEASE_MS);
      for (let n = 0; n < 2; n++) await first?.manager.start(A_START);
      await clock.advance(1_234);
      offset = step;
      await clock.advance(5 * LEASE_MS);
      expect(await ownedBy(first)).toHaveLength(2);
      expect(await ownedBy(second)).toEqual([]);
      expect(engine.calls).toHaveLength(2);
      for (const { events } of instances) {
        expect(events.filter(({ type }) => type === 'taken_over')).toEqual([]);
        expect(events).toContainEqual({ type: 'store_clock_stepped', stepMs: expect.any(Number) });
      }
    },
  );

  it('takes over from an instance that died, one lease after the clock of the store was set forward', async () => {
    const engine = scriptedEngine({ endless: untilAborted }, PATIENT);
    const stopped = new FakeClock();
    const dying = await anInstance({
      persistence: store,
      clock: stopped,
      engines: [engine],
      worker: 'dying',
    });
    await dying.start();
    await dying.manager.start(A_START);
    await join(engine);
    await clock.advance(LEASE_MS / 2);
    offset = HOUR_MS;
    await clock.advance(4 * LEASE_MS);
    expect(await ownedBy(instances[0])).toHaveLength(1);
    const leaving = dying.shutDown();
    await stopped.advance(60_000);
    await leaving;
  });

  async function ownedBy(instance: Instance | undefined): Promise<unknown[]> {
    return instance ? store.processes.ownedBy(instance.worker) : [];
  }
});
