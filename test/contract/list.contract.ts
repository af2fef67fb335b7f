import { describe, expect, it } from '@jest/globals';
import { type DecisionProcess, PROCESS_STATUSES } from '../../src/decisions/domain/decision-process.js';
import { summaryOf } from '../../src/decisions/domain/process-summary.js';
import { InvalidCursor } from '../../src/decisions/domain/errors.js';
import { LOOKED_AT_ONCE, type ProcessQuery } from '../../src/decisions/domain/ports/list.queries.js';
import { begin, cancel } from '../../src/decisions/domain/transitions.js';
import {
  accepted,
  aCancelledProcess,
  aFailedProcess,
  aPendingProcess,
  aWorkerId,
  CREATED,
} from '../support/a-process.js';
import { oneOfEach } from '../support/one-of-each.js';
import { type CurrentSubject, storeAll, walk } from './subject.js';

export function testList(subject: CurrentSubject): void {
  describe('list', () => {
    it('answers nothing from an empty store', async () => {
      expect(await subject.processes.list({ limit: 10 })).toEqual({ processes: [], nextCursor: null });
    });

    it('answers a summary of each process', async () => {
      const all = oneOfEach({ labels: { team: 'procurement' }, query: 'Wen nehmen wir?' });
      await storeAll(subject.processes, all);
      const { processes, nextCursor } = await subject.processes.list({ limit: all.length });
      expect(processes).toEqual(newestFirst(all).map(summaryOf));
      expect(nextCursor).toBeNull();
    });

    it('answers newest first, those of the same millisecond by id, the highest first', async () => {
      const all = Array.from({ length: 60 }, (_, nth) =>
        aPendingProcess({ createdAt: CREATED + ((nth * 7) % 10) }),
      );
      await storeAll(subject.processes, all);
      const { processes } = await subject.processes.list({ limit: 60 });
      expect(processes.map(({ id }) => id)).toEqual(newestFirst(all).map(({ id }) => id));
    });

    it.each(PROCESS_STATUSES)('answers those of one status: %s', async (status) => {
      const all = [0, 1, 2].flatMap((delay) => oneOfEach({ createdAt: CREATED + delay }));
      await storeAll(subject.processes, all);
      const wanted = newestFirst(all).filter((process) => process.status === status);
      expect(await walk(subject.processes, { status, limit: 2 })).toEqual(wanted.map(summaryOf));
    });

    it('answers those created from (inclusive) to (exclusive) a time', async () => {
      const all = [0, 1, 2, 3, 4].map((delay) => aPendingProcess({ createdAt: CREATED + delay }));
      await storeAll(subject.processes, all);
      const createdIn = async (range: { createdAfter?: number; createdBefore?: number }) =>
        (await walk(subject.processes, { ...range, limit: 2 })).map(({ createdAt }) => createdAt - CREATED);
      expect(await createdIn({ createdAfter: CREATED + 2 })).toEqual([4, 3, 2]);
      expect(await createdIn({ createdBefore: CREATED + 2 })).toEqual([1, 0]);
      expect(await createdIn({ createdAfter: CREATED + 1, createdBefore: CREATED + 4 })).toEqual([3, 2, 1]);
      expect(await createdIn({ createdAfter: CREATED + 2, createdBefore: CREATED + 2 })).toEqual([]);
      expect(await createdIn({ createdAfter: CREATED + 9 })).toEqual([]);
    });

    it('answers those with a label', async () => {
      const all = ['a', 'b', 'a', '__proto__', 'a'].map((team, nth) =>
        aPendingProcess({ createdAt: CREATED + nth, labels: { team, other: 'a' } }),
      );
      await storeAll(subject.processes, [...all, aPendingProcess({ labels: {} })]);
      const labelled = (name: string, value: string) =>
        walk(subject.processes, { label: { name, value }, limit: 2 });
      const wanted = newestFirst(all).filter(({ labels }) => labels.team === 'a');
      expect(await labelled('team', 'a')).toEqual(wanted.map(summaryOf));
      expect(await labelled('other', 'a')).toHaveLength(5);
      expect(await labelled('team', '__proto__')).toHaveLength(1);
      expect(await labelled('team', 'c')).toEqual([]);
      expect(await labelled('constructor', 'a')).toEqual([]);
    });

    it('answers full pages of what is rare among many, whatever it is narrowed to', async () => {
      const [rare, owner] = [{ name: 'team', value: 'gold: a=b' }, 'alice:x'];
      const wanted = [3, 40, 77].map((delay) =>
        aPendingProcess({
          createdAt: CREATED + delay,
          labels: { [rare.name]: rare.value, 'a=b': 'c' },
          owner,
        }),
      );
      const others = Array.from({ length: 120 }, (_, nth) =>
        (nth % 2 === 0 ? aPendingProcess : aFailedProcess)({
          createdAt: CREATED + nth,
          labels: nth % 3 === 0 ? { team: 'other' } : { team: rare.value, x: 'gold' },
          owner: 'bob',
        }),
      );
      const failed = aFailedProcess({ labels: { [rare.name]: rare.value }, owner });
      await storeAll(subject.processes, [...wanted, ...others, failed]);
      const ids = newestFirst(wanted).map(({ id }) => id);
      for (const query of [
        { label: rare, owner, status: 'pending' as const },
        { label: { name: 'a=b', value: 'c' } },
        { label: { name: 'a=b', value: 'c' }, owner },
      ]) {
        const first = await subject.processes.list({ ...query, limit: 2 });
        expect(first.processes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
        const rest = await subject.processes.list({ ...query, limit: 2, cursor: first.nextCursor ?? '' });
        expect(rest).toMatchObject({ processes: [{ id: ids[2] }], nextCursor: null });
      }
      expect(await walk(subject.processes, { label: rare, owner, limit: 1 })).toHaveLength(4);
      for (const query of [{ label: { name: 'a', value: 'b=c' } }, { label: rare, owner: 'alice' }])
        expect((await subject.processes.list({ ...query, limit: 1 })).processes).toEqual([]);
    });

    it('answers those of an engine, of one version or of all, each once, in pages of any size', async () => {
      const all = Array.from({ length: 90 }, (_, nth) =>
        (nth % 2 === 0 ? aPendingProcess : aFailedProcess)({
          createdAt: CREATED + (nth % 40),
          engine: nth % 3 === 0 ? 'rare' : 'analytic',
          engineVersion: 1 + (nth % 2),
          labels: { team: nth % 6 < 3 ? 'a' : 'b' },
          owner: nth < 45 ? 'alice' : 'bob',
        }),
      );
      await storeAll(subject.processes, all);
      const ids = (processes: readonly { readonly id: string }[]) => processes.map(({ id }) => id);
      const ofRare = (fits: (process: DecisionProcess) => boolean) =>
        ids(newestFirst(all).filter((process) => process.engine === 'rare' && fits(process)));
      for (const limit of [1, 7, 30, 31]) {
        const listed = async (query: Partial<ProcessQuery> & Pick<ProcessQuery, 'engine'>) =>
          ids(await walk(subject.processes, { ...query, limit }));
        expect(await listed({ engine: { name: 'rare' } })).toEqual(ofRare(() => true));
        expect(await listed({ engine: { name: 'rare', version: 2 } })).toEqual(
          ofRare(({ engineVersion }) => engineVersion === 2),
        );
        const narrowed = { status: 'failed', owner: 'bob', label: { name: 'team', value: 'b' } } as const;
        expect(await listed({ engine: { name: 'rare' }, ...narrowed })).toEqual(
          ofRare(
            ({ status, owner, labels }) => status === 'failed' && owner === 'bob' && labels.team === 'b',
          ),
        );
        expect(await listed({ engine: { name: 'gone' } })).toEqual([]);
      }
      expect((await subject.processes.list({ engine: { name: 'rare' }, limit: 30 })).processes).toHaveLength(
        30,
      );
    });

    it('looks at a bounded number for a page of one engine, and the next page goes on behind them', async () => {
      const rare = aPendingProcess({ engine: 'rare', createdAt: CREATED });
      const others = Array.from({ length: LOOKED_AT_ONCE }, (_, nth) =>
        aPendingProcess({ createdAt: CREATED + 1 + nth }),
      );
      await storeAll(subject.processes, [rare, ...others]);
      const query = { engine: { name: 'rare' }, limit: 5 };
      const first = await subject.processes.list(query);
      expect(first.processes).toEqual([]);
      const rest = await subject.processes.list({ ...query, cursor: first.nextCursor ?? '' });
      expect(rest).toMatchObject({ processes: [{ id: rare.id }], nextCursor: null });
    });

    it('has a process under its labels in its present status only, and under none once it is gone', async () => {
      const label = { name: 'team', value: 'x' };
      const pending = aPendingProcess({ labels: { team: 'x' }, owner: 'alice' });
      await subject.processes.create(pending);
      const cancelled = accepted(cancel(pending, CREATED + 1));
      await subject.processes.swap(pending, cancelled);
      const listed = async (query: Partial<ProcessQuery>) =>
        (await subject.processes.list({ label, limit: 5, ...query })).processes.map(({ status }) => status);
      expect(await listed({ status: 'pending' })).toEqual([]);
      expect(await listed({ status: 'cancelled', owner: 'alice' })).toEqual(['cancelled']);
      await subject.processes.remove(cancelled);
      expect(await listed({})).toEqual([]);
    });

    it('answers those that meet all that is asked for', async () => {
      const all = Array.from({ length: 80 }, (_, nth) =>
        (nth % 2 === 0 ? aPendingProcess : aFailedProcess)({
          createdAt: CREATED + nth,
          labels: { third: nth % 3 === 0 ? 'yes' : 'no' },
        }),
      );
      await storeAll(subject.processes, all);
      const query = { status: 'failed', createdAfter: CREATED + 9, createdBefore: CREATED + 69 } as const;
      const found = await walk(subject.processes, {
        ...query,
        label: { name: 'third', value: 'yes' },
        limit: 4,
      });
      const times = found.map(({ createdAt }) => createdAt - CREATED);
      expect(times).toEqual([63, 57, 51, 45, 39, 33, 27, 21, 15, 9]);
    });

    it('answers each process once, over hundreds in pages of any size', async () => {
      const all = Array.from({ length: 300 }, (_, nth) =>
        aPendingProcess({ createdAt: CREATED + (nth % 11) }),
      );
      await storeAll(subject.processes, all);
      const wanted = newestFirst(all).map(({ id }) => id);
      for (const limit of [13, 100, 299, 300, 301]) {
        expect((await walk(subject.processes, { limit })).map(({ id }) => id)).toEqual(wanted);
      }
    });

    it('answers never more than the limit', async () => {
      await storeAll(
        subject.processes,
        Array.from({ length: 40 }, () => aPendingProcess()),
      );
      const { processes, nextCursor } = await subject.processes.list({ limit: 7 });
      expect(processes).toHaveLength(7);
      expect(nextCursor).not.toBeNull();
    });

    it('answers each process that stays once, while others arrive and leave', async () => {
      const staying = Array.from({ length: 60 }, (_, nth) => aPendingProcess({ createdAt: CREATED + nth }));
      const leaving = Array.from({ length: 30 }, (_, nth) =>
        aCancelledProcess({ createdAt: CREATED + 2 * nth }),
      );
      await storeAll(subject.processes, [...staying, ...leaving]);
      const doomed = [...leaving];
      const seen = await walk(subject.processes, { limit: 7 }, async () => {
        await subject.processes.create(aPendingProcess({ createdAt: CREATED + 1_000 }));
        for (const gone of [doomed.pop(), doomed.shift()]) if (gone) await subject.processes.remove(gone);
      });
      const ids = seen.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => staying.some((process) => process.id === id))).toEqual(
        newestFirst(staying).map(({ id }) => id),
      );
    });

    it('has a process in the list of its present status only', async () => {
      const pending = aPendingProcess();
      await subject.processes.create(pending);
      await subject.processes.swap(pending, accepted(begin(pending, aWorkerId(), CREATED)));
      for (const status of PROCESS_STATUSES) {
        const { processes } = await subject.processes.list({ status, limit: 10 });
        expect(processes.map(({ id }) => id)).toEqual(status === 'running' ? [pending.id] : []);
      }
    });

    it('stays within the range it is asked for, wherever the cursor came from', async () => {
      const all = [0, 0, 0, 1].map((delay) => aPendingProcess({ createdAt: CREATED + delay }));
      await storeAll(subject.processes, all);
      const { nextCursor } = await subject.processes.list({ limit: 2 });
      const cursor = nextCursor ?? '';
      expect((await subject.processes.list({ limit: 9, cursor })).processes).toHaveLength(2);
      for (const range of [{ createdBefore: CREATED }, { createdAfter: CREATED + 1 }]) {
        expect((await subject.processes.list({ ...range, limit: 9, cursor })).processes).toEqual([]);
      }
    });

    it('refuses a cursor it never gave out', async () => {
      await storeAll(subject.processes, [aPendingProcess(), aPendingProcess()]);
      const { nextCursor } = await subject.processes.list({ limit: 1 });
      const genuine = nextCursor ?? '';
      const forged = [
        '',
        '0',
        '[]',
        '%%%',
        'bm90IGEgY3Vyc29y',
        `${genuine}A`,
        genuine.slice(0, -1),
        ` ${genuine}`,
      ];
      for (const cursor of forged) {
        await expect(subject.processes.list({ limit: 1, cursor })).rejects.toThrow(InvalidCursor);
      }
      expect((await subject.processes.list({ limit: 1, cursor: genuine })).processes).toHaveLength(1);
    });
  });
}

function newestFirst<P extends DecisionProcess>(processes: readonly P[]): P[] {
  return [...processes].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
}
