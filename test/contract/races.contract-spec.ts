import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { DecisionProcess, RunningProcess } from '../../src/decisions/domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../src/decisions/domain/ids.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import {
  begin,
  cancel,
  checkpoint,
  complete,
  isRejection,
  release,
  resume,
  type Transition,
} from '../../src/decisions/domain/transitions.js';
import { openMemoryPersistence } from '../../src/persistence/memory/memory-persistence.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import { aFailedProcess, aRunningProcess, aWorkerId, CREATED, stepOf } from '../support/a-process.js';

const RUNS = { numRuns: 500, seed: 20_260_104 };
const TIMEOUT_MS = 60_000;
const LATER = CREATED + 1_000;

/** Instances on one store, their requests and replies delayed against each other in every way a run can draw. */
describe('races', () => {
  jest.setTimeout(TIMEOUT_MS);

  it('of a cancel and a completion have one winner, and the loser sees its outcome', async () => {
    const outcomes = await inAnyOrder(async (race) => {
      const running = await race.stored(aRunningProcess({ outputs: ['framed', 'scored'] }));
      const [cancelled, completed] = await race.between(
        (store) => changeWhatIsStored(store, running.id, (process) => cancel(process, LATER)),
        (store) => attempt(store, running, complete(running, outputOf(running), LATER)),
      );
      const final = await race.find(running.id);
      expect([cancelled, completed].filter(Boolean)).toHaveLength(1);
      expect(final).toMatchObject({
        status: completed ? 'completed' : 'cancelled',
        revision: running.revision + 1,
      });
      return final?.status;
    });
    expect(outcomes).toEqual(new Set(['completed', 'cancelled']));
  });

  it('of a cancel and a checkpoint end in a cancelled process that runs no other step', async () => {
    const outcomes = await inAnyOrder(async (race) => {
      const running = await race.stored(aRunningProcess());
      const begunSteps: string[] = [];
      const [cancelled] = await race.between(
        (store) => changeWhatIsStored(store, running.id, (process) => cancel(process, LATER)),
        (store) => runToTheEnd(store, running, begunSteps),
      );
      const final = await race.find(running.id);
      const finished = final?.finished.length ?? 0;
      expect(final?.status).toBe(cancelled ? 'cancelled' : 'completed');
      expect(begunSteps.length).toBeLessThanOrEqual(finished + 1);
      return `${final?.status ?? ''} after ${finished}`;
    });
    const afterAny = ['cancelled after 0', 'cancelled after 1', 'cancelled after 2', 'completed after 3'];
    expect(outcomes).toEqual(new Set(afterAny));
  });

  it('of two sweepers and the worker they think dead take a process over once', async () => {
    const outcomes = await inAnyOrder(async (race) => {
      const lost = aWorkerId();
      const running = await race.stored(aRunningProcess({ worker: lost }));
      const [first, second, zombie] = await race.between(
        (store) => takeOver(store, lost, aWorkerId()),
        (store) => takeOver(store, lost, aWorkerId()),
        (store) => attempt(store, running, checkpoint(running, outputOf(running), LATER)),
      );
      const final = await race.find(running.id);
      expect([...first, ...second]).toEqual([running.id]);
      expect(await race.ownedBy(lost)).toEqual([]);
      expect(final).toMatchObject({ status: 'running', attempt: 2 });
      expect(final?.revision).toBe(running.revision + 2 + Number(zombie));
      expect(final?.finished).toHaveLength(Number(zombie));
      return `${first.length} ${second.length} ${String(zombie)}`;
    });
    expect(outcomes).toEqual(new Set(['1 0 false', '0 1 false', '1 0 true', '0 1 true']));
  });

  it('of a cleanup and a resume leave either no process or a pending one', async () => {
    const outcomes = await inAnyOrder(async (race) => {
      const failed = await race.stored(aFailedProcess({ outputs: ['framed'] }));
      const [removed, resumed, seen] = await race.between(
        (store) => store.removeSettled(LATER, 10),
        (store) => changeWhatIsStored(store, failed.id, (process) => resume(process, LATER)),
        (store) => store.find(failed.id),
      );
      const final = await race.find(failed.id);
      expect(removed).toBe(resumed ? 0 : 1);
      expect(final?.status ?? 'gone').toBe(resumed ? 'pending' : 'gone');
      if (resumed) expect(final?.finished).toEqual(failed.finished);
      expect(['failed', 'pending', 'gone']).toContain(seen?.status ?? 'gone');
      return final?.status;
    });
    expect(outcomes).toEqual(new Set([undefined, 'pending']));
  });

  it('of two cleanups remove each process once', async () => {
    await inAnyOrder(async (race) => {
      for (let nth = 0; nth < 5; nth++) await race.stored(aFailedProcess());
      const removed = await race.between(
        (store) => store.removeSettled(LATER, 3),
        (store) => store.removeSettled(LATER, 3),
      );
      expect(removed[0] + removed[1]).toBe(5);
    });
  });

  it('of two resumes begin one new life', async () => {
    await inAnyOrder(async (race) => {
      const failed = await race.stored(aFailedProcess());
      const resuming = (store: SharedStore) =>
        changeWhatIsStored(store, failed.id, (process) => resume(process, LATER));
      const resumed = await race.between(resuming, resuming);
      expect([...resumed].sort()).toEqual([false, true]);
      expect((await race.find(failed.id))?.revision).toBe(failed.revision + 1);
    });
  });
});

type SharedStore = Pick<ProcessRepository, 'find' | 'swap' | 'ownedBy' | 'removeSettled'>;
type Actor<T> = (store: SharedStore) => Promise<T>;

/** A fresh store, and instances whose calls to it a scheduler holds back. */
class Race {
  private readonly persistence: Persistence = openMemoryPersistence(() => CREATED);

  constructor(private readonly scheduler: fc.Scheduler) {}

  async stored<P extends DecisionProcess>(process: P): Promise<P> {
    await this.persistence.processes.create(process);
    return process;
  }

  find(id: ProcessId): Promise<DecisionProcess | null> {
    return this.persistence.processes.find(id);
  }

  ownedBy(worker: WorkerId): Promise<ProcessId[]> {
    return this.persistence.processes.ownedBy(worker);
  }

  between<A extends readonly Actor<unknown>[]>(
    ...actors: A
  ): Promise<{ -readonly [N in keyof A]: Awaited<ReturnType<A[N]>> }>;
  between(...actors: Actor<unknown>[]): Promise<unknown[]> {
    const store = this.delayed(this.persistence.processes);
    return this.scheduler.waitFor(Promise.all(actors.map((actor) => actor(store))));
  }

  private delayed(store: ProcessRepository): SharedStore {
    return {
      find: this.inTurn((id) => store.find(id)),
      swap: this.inTurn((current, next) => store.swap(current, next)),
      ownedBy: this.inTurn((worker) => store.ownedBy(worker)),
      removeSettled: this.inTurn((before, limit) => store.removeSettled(before, limit)),
    };
  }

  /** Each request and each reply waits until the scheduler lets it through. */
  private inTurn<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      await this.scheduler.schedule(Promise.resolve());
      return this.scheduler.schedule(call(...args));
    };
  }
}

/** Runs a race many times; answers the different outcomes there were. */
async function inAnyOrder<T>(run: (race: Race) => Promise<T>): Promise<Set<T>> {
  const outcomes = new Set<T>();
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    outcomes.add(await run(new Race(scheduler)));
  });
  await fc.assert(property, RUNS);
  return outcomes;
}

/** Load, decide, save, again if somebody else was first; answers whether the change was ours. */
async function changeWhatIsStored(
  store: SharedStore,
  id: ProcessId,
  change: (process: DecisionProcess) => Transition,
): Promise<boolean> {
  for (;;) {
    const process = await store.find(id);
    const next = process === null ? null : change(process);
    if (process === null || next === null || isRejection(next)) return false;
    if (await store.swap(process, next)) return true;
  }
}

/** A worker's own write: it does not try again from another state. */
async function attempt(store: SharedStore, process: DecisionProcess, next: Transition): Promise<boolean> {
  return !isRejection(next) && (await store.swap(process, next));
}

/** What a worker does: the next step begins when the checkpoint of the one before is stored. */
async function runToTheEnd(store: SharedStore, begun: RunningProcess, steps: string[]): Promise<void> {
  let process: DecisionProcess = begun;
  while (process.status === 'running') {
    steps.push(stepOf(process));
    const success = outputOf(process);
    const checkpointed: Transition = checkpoint(process, success, LATER);
    const next: Transition = isRejection(checkpointed) ? complete(process, success, LATER) : checkpointed;
    if (isRejection(next) || !(await store.swap(process, next))) return;
    process = next;
  }
}

/** What a sweeper does for an expired worker; answers the processes it took. */
async function takeOver(store: SharedStore, lost: WorkerId, worker: WorkerId): Promise<ProcessId[]> {
  const taken: ProcessId[] = [];
  for (const id of await store.ownedBy(lost)) {
    const released = await changeWhatIsStored(store, id, (process) =>
      release(process, { worker: lost, reason: 'worker_lost', maxAttempts: 9, runAt: LATER }, LATER),
    );
    if (released) await changeWhatIsStored(store, id, (process) => begin(process, worker, LATER));
    if (released) taken.push(id);
  }
  return taken;
}

function outputOf(process: RunningProcess) {
  return { worker: process.worker, step: stepOf(process), output: 'done', startedAt: LATER };
}
