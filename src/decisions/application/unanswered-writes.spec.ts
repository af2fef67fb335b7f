import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aPendingProcess } from '../../../test/support/a-process.js';
import {
  A_START,
  anInstance,
  type Instance,
  type InstanceOptions,
  LEASE_MS,
} from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { type Faulty, faulty } from '../../../test/support/faulty-store.js';
import {
  Gate,
  type ScriptedEngine,
  scriptedEngine,
  untilAborted,
} from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import { PermanentStepError } from '../domain/ports/decision-engine.js';
import { StoreUnavailable } from '../domain/errors.js';
import type { ProcessRepository } from '../domain/ports/process.repository.js';
import type { WorkerRegistry } from '../domain/ports/worker.registry.js';
import type { RunSettings } from './base/run-settings.js';
import { IdempotencyConflict, TransitionRefused } from './base/errors.js';
import { ANYONE } from '../domain/caller.js';

const A_SKETCH = { engine: 'scripted', plan: ['only'], createdAt: 0 };

describe('a store that does not always answer', () => {
  let clock: FakeClock;
  let instance: Instance;
  let processes: Faulty<ProcessRepository>;
  let workers: Faulty<WorkerRegistry>;
  let store: InstanceOptions['persistence'];

  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    const leaving = instance.shutDown();
    await clock.advance(60_000);
    await leaving;
  });

  async function running(engine: ScriptedEngine, settings: Partial<RunSettings> = {}): Promise<void> {
    const persistence = openMemoryPersistence(() => clock.now());
    processes = faulty(persistence.processes);
    workers = faulty(persistence.workers);
    store = { ...persistence, processes: processes.store, workers: workers.store };
    instance = await anInstance({ persistence: store, clock, engines: [engine], settings });
    await instance.start();
  }

  async function onlyProcess(): Promise<unknown> {
    const { processes: found } = await processes.store.list({ limit: 2 });
    return found.length === 1 && found[0] ? processes.store.find(found[0].id) : null;
  }

  it.each(['request', 'reply'] as const)(
    'stores each outcome once when the %s of a checkpoint is lost',
    async (loss) => {
      const engine = scriptedEngine({ first: () => 1, second: () => 2 });
      await running(engine);
      await instance.manager.start(A_START);
      processes.lose('swap', loss, 2);
      await clock.advance(10_000);
      expect(await onlyProcess()).toMatchObject({
        status: 'completed',
        result: 2,
        finished: [{ output: 1 }, {}],
      });
      expect(engine.calls).toEqual(['first', 'second']);
      expect(instance.events.map(({ type }) => type)).not.toContain('fenced');
    },
  );

  it.each(['request', 'reply'] as const)(
    'makes once what is to be made once when the %s of keeping it is lost',
    async (loss) => {
      let made = 0;
      await running(scriptedEngine({ only: ({ once }) => once('bill', () => ++made) }));
      await instance.manager.start(A_START);
      processes.lose('swap', loss, 2);
      await clock.advance(10_000);
      expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 1 });
      expect(made).toBe(1);
    },
  );

  it('tells the caller that it does not know, and runs the process if it was stored after all', async () => {
    const engine = scriptedEngine({ only: () => 'done' });
    await running(engine);
    processes.lose('create', 'reply');
    await expect(instance.manager.start(A_START)).rejects.toThrow(StoreUnavailable);
    await clock.advance(3 * LEASE_MS);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'done' });
  });

  it.each(['create', 'swap'] as const)(
    'runs a process whose only attempt was begun by a %s without a reply, and says that it was given back',
    async (write) => {
      await running(scriptedEngine({ only: () => 'done' }), { maxAttempts: 1 });
      if (write === 'swap') await processes.store.create(aPendingProcess(A_SKETCH));
      processes.lose(write, 'reply');
      if (write === 'create') await instance.manager.start(A_START).catch(() => undefined);
      await clock.advance(3 * LEASE_MS);
      expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'done', workersLost: 0 });
      expect(typesOf(instance)).toContain('adopted');
      expect(typesOf(instance)).not.toContain('taken_over');
    },
  );

  it('answers a repeated idempotency key with the process it started, whatever became of the first answer', async () => {
    await running(scriptedEngine({ only: () => 'done' }));
    const request = { ...A_START, idempotencyKey: 'order-1' };
    processes.lose('create', 'reply');
    await expect(instance.manager.start(request)).rejects.toThrow(StoreUnavailable);
    const again = await instance.manager.start(request);
    expect(again.replayed).toBe(true);
    expect(await instance.manager.start(request)).toMatchObject({
      replayed: true,
      process: { id: again.process.id },
    });
    await expect(instance.manager.start({ ...request, problem: { other: true } })).rejects.toThrow(
      IdempotencyConflict,
    );
    expect((await instance.manager.stats(ANYONE)).total).toBe(1);
  });

  it('takes requests as the same whatever the order of their properties', async () => {
    await running(scriptedEngine({ only: () => 'done' }));
    const request = { ...A_START, idempotencyKey: 'order-2' };
    await instance.manager.start({ ...request, problem: { a: 1, b: [{ c: 2, d: 3 }] } });
    const again = await instance.manager.start({ ...request, problem: { b: [{ d: 3, c: 2 }], a: 1 } });
    expect(again.replayed).toBe(true);
  });

  it('gives back what it claimed without being told', async () => {
    const gates = [new Gate(), new Gate()];
    const engine = scriptedEngine({
      wait: (_context, call) => gates[call - 1]?.opened.then(() => null) ?? 'third',
    });
    await running(engine);
    for (let n = 0; n < 3; n++) await instance.manager.start(A_START);
    await clock.advance(0);
    gates[0]?.open();
    await clock.advance(0);
    processes.lose('swap', 'reply');
    gates[1]?.open();
    await clock.advance(4 * LEASE_MS);
    expect((await instance.manager.stats(ANYONE)).counts).toMatchObject({
      completed: 3,
      running: 0,
      pending: 0,
    });
  });

  it('takes a resume as made when it was told of a stranger that was first, who may have been itself', async () => {
    const engine = scriptedEngine({
      only: (_context, call) => {
        if (call === 1) throw new PermanentStepError('not_yet', 'Not yet.');
        return 'done';
      },
    });
    await running(engine);
    const { process } = await instance.manager.start(A_START);
    await clock.advance(0);
    expect(await onlyProcess()).toMatchObject({ status: 'failed' });
    processes.lose('swap', 'truth');
    expect(await instance.access.resume(ANYONE, process.id, null)).toMatchObject({
      id: process.id,
      status: 'pending',
    });
    await clock.advance(0);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'done' });
    await expect(instance.access.resume(ANYONE, process.id, null)).rejects.toThrow(TransitionRefused);
  });

  it('leaves what it could not hand over on shutdown to be taken over', async () => {
    const engine = scriptedEngine({
      only: (context, call) => (call === 1 ? untilAborted(context) : 'done'),
    });
    await running(engine);
    await instance.manager.start(A_START);
    await clock.advance(0);
    processes.lose('swap', 'request');
    const gone = instance.shutDown();
    await clock.advance(5_000);
    await gone;
    expect(await onlyProcess()).toMatchObject({ status: 'running', worker: 'worker-1' });
    instance = await anInstance({ persistence: store, clock, engines: [engine], worker: 'worker-2' });
    await instance.start();
    await clock.advance(2 * LEASE_MS);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'done' });
    expect(await store.workers.all()).toEqual(['worker-2']);
  });

  it('stops its own steps before the store may believe it dead, and begins none until it is heard again', async () => {
    const told = new Gate<unknown>();
    const engine = scriptedEngine({
      only: (context, call) =>
        call === 1
          ? untilAborted(context).catch((reason: unknown) => {
              told.open(reason);
              throw reason;
            })
          : 'done',
    });
    await running(engine);
    await instance.manager.start(A_START);
    await clock.advance(0);
    workers.lose('heartbeat', 'request', 4);
    await clock.advance(LEASE_MS);
    expect(await told.opened).toBe('lease_lost');
    expect(instance.events.map(({ type }) => type)).toContain('lease_lost');
    expect(engine.calls).toHaveLength(1);
    await clock.advance(6 * LEASE_MS);
    expect(await onlyProcess()).toMatchObject({ status: 'completed', result: 'done' });
  });

  it('says that the lease is back, also when the renewal is answered that was under way as it was lost', async () => {
    const persistence = openMemoryPersistence(() => clock.now());
    const renew = persistence.workers.heartbeat.bind(persistence.workers);
    let answers = Promise.resolve<unknown>(null);
    persistence.workers.heartbeat = async (...args) => {
      await answers;
      return renew(...args);
    };
    const engines = [scriptedEngine({ only: () => 'done' })];
    instance = await anInstance({ persistence, clock, engines });
    await instance.start();
    const gate = new Gate<null>();
    answers = gate.opened;
    await clock.advance(LEASE_MS);
    gate.open(null);
    await clock.advance(0);
    expect(typesOf(instance).filter((type) => type.startsWith('lease_'))).toEqual([
      'lease_lost',
      'lease_regained',
    ]);
  });
});

function typesOf({ events }: Instance): string[] {
  return events.map(({ type }) => type);
}
