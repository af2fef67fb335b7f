import { describe, expect, it } from '@jest/globals';
import { begin, cancel, failStep, release } from '../../src/decisions/domain/transitions.js';
import {
  accepted,
  aPendingProcess,
  aProcessThatLost,
  aRetryingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
  stepOf,
  withCheckpoint,
  withResult,
} from '../support/a-process.js';
import { oneOfEach } from '../support/one-of-each.js';
import { type CurrentSubject, storeAll } from './subject.js';
import type { DueQuery } from '../../src/decisions/domain/ports/due.queries.js';
import { queueFor } from '../../src/decisions/domain/indexes/queues.js';
import { dueIds, QUEUES } from '../support/due.js';

export function testWorkLists(subject: CurrentSubject): void {
  testDue(subject);
  testOwnedBy(subject);
}

function testDue(subject: CurrentSubject): void {
  describe('due', () => {
    it('answers pending processes whose time has come, to the millisecond', async () => {
      const [atOnce, retrying] = [aPendingProcess(), aRetryingProcess({ runAt: CREATED + 100 })];
      const others = oneOfEach().filter(({ status }) => status !== 'pending');
      await storeAll(subject.processes, [...others, atOnce, retrying]);
      expect(await dueIds(subject.processes, CREATED - 1, 10)).toEqual([]);
      expect(await dueIds(subject.processes, CREATED, 10)).toEqual([atOnce.id]);
      expect(await dueIds(subject.processes, CREATED + 99, 10)).toEqual([atOnce.id]);
      expect(await dueIds(subject.processes, CREATED + 100, 10)).toEqual([atOnce.id, retrying.id]);
    });

    it('answers the longest due first', async () => {
      const delays = Array.from({ length: 60 }, (_, nth) => (nth * 37) % 60);
      const all = delays.map((delay) => aPendingProcess({ runAt: CREATED + delay }));
      await storeAll(subject.processes, all);
      const byTime = [...all].sort((a, b) => a.runAt - b.runAt).map(({ id }) => id);
      expect(await dueIds(subject.processes, CREATED + 60, 100)).toEqual(byTime);
      expect(await dueIds(subject.processes, CREATED + 60, 7)).toEqual(byTime.slice(0, 7));
    });

    it('answers never more than the limit', async () => {
      await storeAll(
        subject.processes,
        Array.from({ length: 40 }, () => aPendingProcess()),
      );
      expect(await dueIds(subject.processes, CREATED, 1)).toHaveLength(1);
      expect(new Set(await dueIds(subject.processes, CREATED, 39)).size).toBe(39);
      expect(new Set(await dueIds(subject.processes, CREATED, 41)).size).toBe(40);
    });

    it('answers only the queues it is asked for, and goes on after an entry', async () => {
      const all = Array.from({ length: 30 }, (_, nth) => aPendingProcess({ runAt: CREATED + (nth % 3) }));
      const suspects = [aProcessThatLost(2), aProcessThatLost(3)];
      const others = [aPendingProcess({ engine: 'other' }), aPendingProcess({ engineVersion: 2 })];
      await storeAll(subject.processes, [...all, ...suspects, ...others]);
      const [usual, apart] = QUEUES;
      const ask = (query: Partial<DueQuery>) =>
        subject.processes.due({ queues: [usual], now: CREATED + 2, limit: 100, ...query });
      const { entries } = await ask({});
      expect(entries.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
      for (const [nth, after] of entries.entries()) {
        expect((await ask({ after: [after], limit: 4 })).entries).toEqual(entries.slice(nth + 1, nth + 5));
      }
      const gone = { id: entries[9]?.id ?? aPendingProcess().id, runAt: CREATED + 1, lane: 0 };
      expect((await ask({ after: [gone] })).entries).toEqual(
        entries.filter(({ runAt, id }) => runAt > gone.runAt || (runAt === gone.runAt && id > gone.id)),
      );
      const found = await ask({ queues: [apart] });
      expect(found.entries.map(({ id }) => id).sort()).toEqual(suspects.map(({ id }) => id).sort());
      expect((await ask({ queues: [] })).entries).toEqual([]);
    });

    it('says when the next of its queues will be due', async () => {
      const ask = async (now: number) =>
        (await subject.processes.due({ queues: QUEUES, now, limit: 1 })).nextAt;
      expect(await ask(CREATED)).toBeNull();
      const delays = [0, 50, 20];
      const sketch = { engine: 'other', runAt: CREATED + 5 };
      await storeAll(subject.processes, [
        ...delays.map((delay) => aPendingProcess({ runAt: CREATED + delay })),
        aPendingProcess(sketch),
      ]);
      expect(await ask(CREATED - 1)).toBe(CREATED);
      expect(await ask(CREATED)).toBe(CREATED + 20);
      expect(await ask(CREATED + 20)).toBe(CREATED + 50);
      expect(await ask(CREATED + 50)).toBeNull();
    });

    it('counts what waits in each queue', async () => {
      expect(await subject.processes.queues()).toEqual([]);
      const other = aPendingProcess({ engine: 'other', engineVersion: 3 });
      await storeAll(subject.processes, [aPendingProcess(), aPendingProcess(), aProcessThatLost(2), other]);
      const lengths = async () =>
        new Map((await subject.processes.queues()).map(({ queue, length }) => [queue, length]));
      const [usual, apart] = QUEUES;
      expect(await lengths()).toEqual(
        new Map([
          [usual, 2],
          [apart, 1],
          [queueFor('other', 3), 1],
        ] as const),
      );
      const { oldestAt } = present((await subject.processes.queues()).find(({ queue }) => queue === usual));
      expect(oldestAt).toBe(CREATED);
      const owned = ['ada', 'bob', 'eve'].map((owner, nth) =>
        aPendingProcess({ owner, createdAt: CREATED - 10 * nth, runAt: CREATED - 10 * nth }),
      );
      await storeAll(subject.processes, owned);
      const longest = present((await subject.processes.queues()).find(({ queue }) => queue === usual));
      expect(longest).toEqual({ queue: usual, length: 5, oldestAt: CREATED - 20 });
      await subject.processes.swap(other, accepted(cancel(other, CREATED)));
      expect((await lengths()).get(queueFor('other', 3)) ?? 0).toBe(0);
    });

    it('follows begin, failure, release and cancel', async () => {
      const pending = aPendingProcess();
      await subject.processes.create(pending);
      const dueAt = (now: number) => dueIds(subject.processes, now, 10);

      const begun = accepted(begin(pending, aWorkerId(), CREATED));
      await subject.processes.swap(pending, begun);
      expect(await dueAt(CREATED + 1_000)).toEqual([]);

      const error = { code: 'busy', message: 'Try later.', step: stepOf(begun) };
      const failure = { worker: begun.worker, error, retryAt: CREATED + 500 };
      const retrying = accepted(failStep(begun, failure, CREATED + 1));
      await subject.processes.swap(begun, retrying);
      expect(await dueAt(CREATED + 499)).toEqual([]);
      expect(await dueAt(CREATED + 500)).toEqual([pending.id]);

      const again = accepted(begin(retrying, aWorkerId(), CREATED + 500));
      await subject.processes.swap(retrying, again);
      const lost = {
        worker: again.worker,
        reason: 'worker_lost',
        maxAttempts: 9,
        runAt: CREATED + 700,
      } as const;
      const released = accepted(release(again, lost, CREATED + 600));
      await subject.processes.swap(again, released);
      expect(await dueAt(CREATED + 699)).toEqual([]);
      expect(await dueAt(CREATED + 700)).toEqual([pending.id]);

      await subject.processes.swap(released, accepted(cancel(released, CREATED + 700)));
      expect(await dueAt(CREATED + 1_000)).toEqual([]);
    });
  });
}

function testOwnedBy(subject: CurrentSubject): void {
  describe('ownedBy', () => {
    it('answers nothing for an unknown worker', async () => {
      await storeAll(subject.processes, oneOfEach());
      expect(await subject.processes.ownedBy(aWorkerId())).toEqual([]);
    });

    it("answers what one worker runs and no other's", async () => {
      const [mine, theirs] = [aWorkerId(), aWorkerId()];
      const all = Array.from({ length: 40 }, (_, nth) =>
        aRunningProcess({ worker: nth % 4 === 0 ? theirs : mine }),
      );
      await storeAll(subject.processes, all);
      const idsOf = (worker: string) =>
        all.filter((process) => process.worker === worker).map(({ id }) => id);
      expect((await subject.processes.ownedBy(mine)).sort()).toEqual(idsOf(mine).sort());
      expect((await subject.processes.ownedBy(theirs)).sort()).toEqual(idsOf(theirs).sort());
    });

    it('follows begin, checkpoint, release, takeover and completion', async () => {
      const [first, second] = [aWorkerId(), aWorkerId()];
      const owners = async () => [
        await subject.processes.ownedBy(first),
        await subject.processes.ownedBy(second),
      ];
      const pending = aPendingProcess();
      await subject.processes.create(pending);
      expect(await owners()).toEqual([[], []]);

      const begun = accepted(begin(pending, first, CREATED));
      await subject.processes.swap(pending, begun);
      expect(await owners()).toEqual([[pending.id], []]);

      const framed = withCheckpoint(begun, 'framed');
      await subject.processes.swap(begun, framed);
      expect(await owners()).toEqual([[pending.id], []]);

      const shutdown = { worker: first, reason: 'shutdown', maxAttempts: 5, runAt: CREATED } as const;
      const released = accepted(release(framed, shutdown, CREATED));
      await subject.processes.swap(framed, released);
      expect(await owners()).toEqual([[], []]);

      const taken = accepted(begin(released, second, CREATED));
      await subject.processes.swap(released, taken);
      expect(await owners()).toEqual([[], [pending.id]]);

      const scored = withCheckpoint(taken, 'scored');
      await subject.processes.swap(taken, scored);
      await subject.processes.swap(scored, withResult(scored, 'Alpha'));
      expect(await owners()).toEqual([[], []]);
    });
  });
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The store does not know of a queue that is in use.');
  return value;
}
