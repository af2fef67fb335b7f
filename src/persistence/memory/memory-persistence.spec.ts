import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  accepted,
  aPendingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
  withCheckpoint,
} from '../../../test/support/a-process.js';
import { oneOfEach } from '../../../test/support/one-of-each.js';
import type { Change } from '../../decisions/domain/ports/change.feed.js';
import { begin } from '../../decisions/domain/transitions.js';
import type { Persistence } from '../persistence.js';
import { openMemoryPersistence } from './memory-persistence.js';

describe('memory persistence', () => {
  let now: number;
  let store: Persistence;

  beforeEach(() => {
    now = CREATED;
    store = openMemoryPersistence(() => now);
  });

  afterEach(() => store.onApplicationShutdown());

  it('says that it forgets, and why it is in use', () => {
    const warning = { code: 'memory_fallback', message: 'Redis did not answer.' };
    const { kind, durable, warnings } = openMemoryPersistence(() => now, { warnings: [warning] });
    expect({ kind, durable, warnings }).toEqual({ kind: 'memory', durable: false, warnings: [warning] });
    expect(store.warnings).toEqual([]);
  });

  it('always takes a write', async () => {
    await expect(store.check()).resolves.toBe(0);
  });

  it('shares nothing with another one', async () => {
    const process = await store.processes.create(aPendingProcess());
    expect(await openMemoryPersistence(() => now).processes.find(process.id)).toBeNull();
  });

  it('judges leases by the clock it was given, to the millisecond', async () => {
    const worker = aWorkerId();
    expect(await store.workers.heartbeat(worker, 1_000)).toBe(CREATED);
    now = CREATED + 999;
    expect(await store.workers.expired()).toEqual([]);
    now = CREATED + 1_000;
    expect(await store.workers.expired()).toEqual([worker]);
  });

  it('takes a lease for over that was held before the clock was set back, until it is renewed', async () => {
    const worker = aWorkerId();
    await store.workers.heartbeat(worker, 10_000);
    now = CREATED - 500;
    expect(await store.workers.expired()).toEqual([]);
    now = CREATED - 3_600_000;
    expect(await store.workers.expired()).toEqual([worker]);
    await store.workers.heartbeat(worker, 10_000);
    expect(await store.workers.expired()).toEqual([]);
  });

  it('ends every reading of changes at shutdown', async () => {
    const endless = new AbortController().signal;
    const iterator = store.changes.changes(endless)[Symbol.asyncIterator]();
    const waiting = iterator.next();
    await store.onApplicationShutdown();
    expect((await waiting).done).toBe(true);
    expect((await iterator.next()).done).toBe(true);
  });

  it('announces a change and nothing else of the process', async () => {
    const iterator = store.changes.changes(new AbortController().signal)[Symbol.asyncIterator]();
    const process = await store.processes.create(aPendingProcess({ problem: 'a secret' }));
    const change: Change = { id: process.id, revision: 1, status: 'pending' };
    expect(await iterator.next()).toEqual({ done: false, value: change });
  });

  it('does not copy again what it already has, no matter who read it', async () => {
    const begun = aRunningProcess({ outputs: [{ frame: 1 }] });
    await store.processes.create(begun);
    const before = await store.processes.find(begun.id);
    await store.processes.swap(begun, withCheckpoint(begun, { score: 2 }));
    const after = await store.processes.find(begun.id);
    expect(after?.problem).toBe(before?.problem);
    expect(after?.finished[0]).toBe(before?.finished[0]);
    expect(after?.finished[1]?.output).toEqual({ score: 2 });
  });

  it('freezes what it hands out, to the bottom', async () => {
    for (const process of oneOfEach({ problem: { rows: [[1]] }, labels: { team: 'procurement' } })) {
      await store.processes.create(process);
      expect(unfrozenParts(await store.processes.find(process.id))).toEqual([]);
    }
    const pending = await store.processes.create(aPendingProcess());
    await store.processes.swap(pending, accepted(begin(pending, aWorkerId(), CREATED)));
    expect(unfrozenParts(await store.processes.find(pending.id))).toEqual([]);
  });

  it('rejects what is no JSON instead of storing it', async () => {
    const cycle: Record<string, never> = {};
    Reflect.set(cycle, 'self', cycle);
    const process = aPendingProcess({ problem: cycle });
    await expect(store.processes.create(process)).rejects.toThrow(TypeError);
    expect(await store.processes.find(process.id)).toBeNull();
    expect((await store.processes.statistics([])).counts.pending).toBe(0);
  });

  it('finds a rare label at once, however many processes do not have it', async () => {
    const rare = aPendingProcess({ createdAt: CREATED - 1, labels: { kind: 'rare' } });
    await store.processes.create(rare);
    for (let nth = 0; nth < 1_500; nth++) await store.processes.create(aPendingProcess());
    const page = await store.processes.list({ label: { name: 'kind', value: 'rare' }, limit: 10 });
    expect(page.processes.map(({ id }) => id)).toEqual([rare.id]);
    expect(page.nextCursor).toBeNull();
  });
});

function unfrozenParts(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(unfrozenParts)];
}
