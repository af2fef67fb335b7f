import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aPendingProcess } from '../../../../test/support/a-process.js';
import { FakeClock } from '../../../../test/support/fake-clock.js';
import { openMemoryPersistence } from '../../../persistence/memory/memory-persistence.js';
import type { Persistence } from '../../../persistence/persistence.js';
import type { Change, ChangeFeed } from '../../domain/ports/change.feed.js';
import type { DecisionProcess, ProcessHead, ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import type { ProcessVersion } from '../../domain/process-version.js';
import { cancel, isRejection } from '../../domain/transitions.js';
import { ProcessWatch, type Wanted } from './process-watch.js';

describe('ProcessWatch', () => {
  let clock: FakeClock;
  let store: Persistence;
  let watch: ProcessWatch;
  const stopped = new AbortController();

  beforeEach(() => {
    clock = new FakeClock();
    store = openMemoryPersistence(() => clock.now());
    watch = new ProcessWatch(store.processes, store.changes, clock);
  });

  afterEach(() => store.onApplicationShutdown());

  async function stored(): Promise<DecisionProcess> {
    return store.processes.create(aPendingProcess());
  }

  async function cancelled(process: DecisionProcess): Promise<DecisionProcess> {
    const next = cancel(process, clock.now());
    if (isRejection(next) || !(await store.processes.swap(process, next))) throw new Error('not cancelled');
    return next;
  }

  /** Resolves when nothing more will be told. */
  function followed(
    id: ProcessId,
    seen: ProcessVersion | null,
    changed: (process: ProcessHead) => unknown,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      watch.watch(id, seen, { changed: ({ head }) => void changed(head), ended: resolve, failed: reject });
    });
  }

  const wanted = (status: ProcessStatus, waitMs: number): Wanted => ({
    since: null,
    holds: ({ head }) => head.status === status,
    waitMs,
  });

  it('yields what is there, then each change, and ends with the settled process', async () => {
    const process = await stored();
    const seen: ProcessHead[] = [];
    await followed(process.id, null, async (each) => {
      seen.push(each);
      if (seen.length === 1) await cancelled(process);
    });
    expect(seen.map(({ revision, status }) => [revision, status])).toEqual([
      [1, 'pending'],
      [2, 'cancelled'],
    ]);
  });

  it('reads what it was told of in one look, and finds out first where it was not', async () => {
    const asked: string[] = [];
    const processes = new Proxy(store.processes, {
      get: (target, name, receiver) => {
        if (name === 'summary' || name === 'report') asked.push(name);
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    watch = new ProcessWatch(processes, store.changes, clock);
    const process = await stored();
    const outcome = watch.until(process.id, wanted('cancelled', 60_000), stopped.signal);
    await clock.advance(0);
    expect(asked).toEqual(['report']);
    await clock.advance(10_000);
    expect(asked).toEqual(['report', 'summary']);
    await cancelled(process);
    expect((await outcome)?.head.status).toBe('cancelled');
    expect(asked).toEqual(['report', 'summary', 'report']);
  });

  it('believes nobody who tells of what is not stored', async () => {
    const told: Change[] = [];
    const liar: ChangeFeed = {
      isHearing: true,
      async *changes() {
        for (const change of told) yield await Promise.resolve(change);
      },
    };
    watch = new ProcessWatch(store.processes, liar, clock);
    const process = await stored();
    told.push({ id: process.id, revision: 99, status: 'completed' });
    const seen: number[] = [];
    void followed(process.id, null, ({ revision }) => seen.push(revision));
    await clock.advance(30_000);
    expect(seen).toEqual([1]);
  });

  it('skips what the caller has seen', async () => {
    const process = await cancelled(await stored());
    const seen: number[] = [];
    const first = { createdAt: process.createdAt, revision: 1 };
    await followed(process.id, first, ({ revision }) => seen.push(revision));
    expect(seen).toEqual([2]);
  });

  it('notices changes nobody told it of', async () => {
    const deaf: ChangeFeed = { isHearing: false, changes: (signal) => silence(signal) };
    watch = new ProcessWatch(store.processes, deaf, clock);
    const process = await stored();
    const outcome = watch.until(process.id, wanted('cancelled', 60_000), stopped.signal);
    await clock.advance(0);
    await cancelled(process);
    await clock.advance(2_000);
    expect(await outcome).toMatchObject({ head: { status: 'cancelled' } });
  });

  it('answers nothing when the time is over', async () => {
    const process = await stored();
    const outcome = watch.until(process.id, wanted('completed', 5_000), stopped.signal);
    await clock.advance(5_000);
    expect(await outcome).toBeNull();
  });

  it('ends when the process is gone', async () => {
    const process = await cancelled(await stored());
    await store.processes.remove(process);
    expect(await watch.until(process.id, wanted('running', 60_000), stopped.signal)).toBeNull();
  });
});

/** A feed that never tells anything. */
async function* silence(signal: AbortSignal): AsyncGenerator<never> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  yield* [];
}
