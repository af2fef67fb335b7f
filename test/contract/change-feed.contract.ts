import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../src/decisions/domain/ports/change.feed.js';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { cancel, resume } from '../../src/decisions/domain/transitions.js';
import { aCancelledProcess, accepted, aPendingProcess, CREATED } from '../support/a-process.js';
import { type OpenSubject, openForEachTest, storeAll } from './subject.js';
import { until } from '../support/until.js';

/** A reader that does not read is later given no more changes than this, the latest among them. */
export const UNREAD_AT_MOST = 1_024;

/**
 * What every adapter of `ChangeFeed` keeps. Each bullet is one test. A feed may take a moment to begin and may miss
 * changes, so a test goes on changing a process until it is heard of.
 *
 * - a change written through one handle is seen through another
 * - creation, each swap and removal are changes, in the order they happened
 * - a refused write is no change
 * - the changes of one process are those of no other
 * - two readers are each given every change
 * - it ends when the signal fires, while waiting or before the start
 * - a reader that leaves its loop ends its feed alone
 * - a reader that does not read costs no more than `UNREAD_AT_MOST` changes
 */
export function testChangeFeed(name: string, open: OpenSubject): void {
  describe(`change feed (${name})`, () => {
    const subject = openForEachTest(open);
    let leaving: AbortController;
    beforeEach(() => {
      leaving = new AbortController();
    });
    afterEach(() => leaving.abort());

    it('shows a change written through one handle through another', async () => {
      const other = await subject.reopen();
      const seen = reader(other.changes.changes(leaving.signal));
      const process = await subject.processes.create(aPendingProcess());
      const last = await changeUntil(subject.processes, process, () => seen.changes.length > 0);
      expect(seen.changes[0]?.id).toBe(last.id);
    });

    it('shows creation, each swap and removal in order', async () => {
      const seen = reader(subject.persistence.changes.changes(leaving.signal));
      await listening(subject.processes, seen);
      const pending = aPendingProcess();
      const cancelled = accepted(cancel(pending, CREATED));
      await subject.processes.create(pending);
      await subject.processes.swap(pending, cancelled);
      await subject.processes.remove(cancelled);
      const ofIt = () => seen.changes.filter(({ id }) => id === pending.id);
      await until(() => ofIt().length === 3);
      expect(ofIt().map(({ status }) => status)).toEqual(['pending', 'cancelled', 'removed']);
      expect(
        ofIt()
          .slice(0, 2)
          .map(({ revision }) => revision),
      ).toEqual([1, 2]);
    });

    it('shows nothing of a refused write', async () => {
      const seen = reader(subject.persistence.changes.changes(leaving.signal));
      await listening(subject.processes, seen);
      const pending = aPendingProcess();
      const cancelled = accepted(cancel(pending, CREATED));
      await storeAll(subject.processes, [cancelled]);
      await until(() => seen.changes.some(({ id }) => id === pending.id));
      await subject.processes.create(pending);
      await subject.processes.swap(pending, cancelled);
      await subject.processes.remove(pending);
      await listening(subject.processes, seen);
      expect(seen.changes.filter(({ id }) => id === pending.id)).toHaveLength(1);
    });

    it('shows of one process no change of another', async () => {
      const [watched, unwatched] = [aPendingProcess(), aPendingProcess()];
      await storeAll(subject.processes, [watched, unwatched]);
      const seen = reader(subject.persistence.changes.changes(leaving.signal, watched.id));
      const all = reader(subject.persistence.changes.changes(leaving.signal));
      await changeUntil(subject.processes, unwatched, () => all.changes.length > 0);
      await changeUntil(subject.processes, watched, () => seen.changes.length > 0);
      expect(new Set(seen.changes.map(({ id }) => id))).toEqual(new Set([watched.id]));
    });

    it('gives each of two readers every change', async () => {
      const readers = [0, 1].map(() => reader(subject.persistence.changes.changes(leaving.signal)));
      for (const each of readers) await listening(subject.processes, each);
      const process = await subject.processes.create(aPendingProcess());
      const has = (each: Reader) => each.changes.some(({ id }) => id === process.id);
      await until(() => readers.every(has));
    });

    it('ends when the signal fires while it waits', async () => {
      const seen = reader(subject.persistence.changes.changes(leaving.signal));
      await listening(subject.processes, seen);
      leaving.abort();
      await seen.ended;
    });

    it('ends at once when the signal fired before', async () => {
      leaving.abort();
      const seen = reader(subject.persistence.changes.changes(leaving.signal));
      await seen.ended;
      expect(seen.changes).toEqual([]);
    });

    it('goes on for others when a reader leaves its loop', async () => {
      const staying = reader(subject.persistence.changes.changes(leaving.signal));
      const iterator = subject.persistence.changes.changes(leaving.signal)[Symbol.asyncIterator]();
      await iterator.return?.();
      expect((await iterator.next()).done).toBe(true);
      await listening(subject.processes, staying);
    });

    it('keeps few changes for a reader that does not read, the latest among them', async () => {
      const slow = subject.persistence.changes.changes(leaving.signal)[Symbol.asyncIterator]();
      const seen = reader(subject.persistence.changes.changes(leaving.signal));
      const first = slow.next();
      await listening(subject.processes, seen);
      await first;
      const many = Array.from({ length: UNREAD_AT_MOST + 200 }, () => aPendingProcess());
      await storeAll(subject.processes, many);
      const last = await subject.processes.create(aCancelledProcess());
      await until(() => seen.changes.some(({ id }) => id === last.id));
      let read = 0;
      for await (const { id } of remainderOf(slow)) {
        read += 1;
        if (id === last.id) break;
      }
      expect(read).toBeLessThanOrEqual(UNREAD_AT_MOST);
    });
  });
}

interface Reader {
  readonly changes: readonly Change[];
  readonly ended: Promise<void>;
}

function reader(feed: AsyncIterable<Change>): Reader {
  const changes: Change[] = [];
  const read = async () => {
    for await (const change of feed) changes.push(change);
  };
  return { changes, ended: read() };
}

function remainderOf(iterator: AsyncIterator<Change, unknown>): AsyncIterable<Change> {
  return { [Symbol.asyncIterator]: () => iterator };
}

/** Waits until a reader of all changes is given changes that happen from now on. */
async function listening(processes: ProcessRepository, seen: Reader): Promise<void> {
  const process = await processes.create(aPendingProcess());
  await changeUntil(processes, process, () => seen.changes.some(({ id }) => id === process.id));
}

/** Cancels and resumes the process in turns; answers its last state. */
async function changeUntil(
  processes: ProcessRepository,
  process: DecisionProcess,
  seen: () => boolean,
): Promise<DecisionProcess> {
  let current = process;
  await until(async () => {
    const next = accepted(
      current.status === 'cancelled' ? resume(current, CREATED) : cancel(current, CREATED),
    );
    await processes.swap(current, next);
    current = next;
    return seen();
  });
  return current;
}
