import { describe, expect, it } from '@jest/globals';
import type { SettledProcess } from '../../src/decisions/domain/decision-process.js';
import { parseProcessId, type ProcessId } from '../../src/decisions/domain/ids.js';
import { begin, failStep, resume } from '../../src/decisions/domain/transitions.js';
import {
  accepted,
  aCancelledProcess,
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aProcessId,
  aRetryingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
  stepOf,
} from '../support/a-process.js';
import { type CurrentSubject, storeAll, walk } from './subject.js';
import { dueIds } from '../support/due.js';

const NO_PROCESSES = {
  counts: { pending: 0, running: 0, waiting: 0, completed: 0, failed: 0, cancelled: 0 },
  oldestPendingAt: null,
  oldestWaitingAt: null,
  createdBefore: [0],
  quarantined: 0,
};

export function testRemoval(subject: CurrentSubject): void {
  testRemove(subject);
  testRemoveSettled(subject);
}

function testRemove(subject: CurrentSubject): void {
  describe('remove', () => {
    it.each(oneOfEachSettled())('takes a settled process out of everything: %s', async (_, settled) => {
      await subject.processes.create(settled);
      expect(await subject.processes.remove(settled)).toBe(true);
      await expectGone(subject, settled);
      expect(await subject.processes.statistics([CREATED + 1_000])).toEqual(NO_PROCESSES);
    });

    it('refuses an unsettled process', async () => {
      for (const process of [aPendingProcess(), aRetryingProcess(), aRunningProcess()]) {
        await subject.processes.create(process);
        expect(await subject.processes.remove(process)).toBe(false);
        expect(await subject.processes.find(process.id)).toEqual(process);
      }
    });

    it('refuses an unknown process', async () => {
      expect(await subject.processes.remove(aCompletedProcess())).toBe(false);
    });

    it('refuses another revision', async () => {
      const failed = aFailedProcess();
      const resumed = accepted(resume(failed, CREATED));
      await subject.processes.create(failed);
      await subject.processes.swap(failed, resumed);
      expect(await subject.processes.remove(failed)).toBe(false);

      const again = accepted(begin(resumed, aWorkerId(), CREATED));
      await subject.processes.swap(resumed, again);
      const failure = {
        worker: again.worker,
        error: { ...failed.error, step: stepOf(again) },
        retryAt: null,
      };
      const failedAgain = accepted(failStep(again, failure, CREATED));
      await subject.processes.swap(again, failedAgain);
      expect(await subject.processes.remove(failed)).toBe(false);
      expect(await subject.processes.find(failed.id)).toEqual(failedAgain);
    });

    it('answers false the second time', async () => {
      const settled = aCompletedProcess();
      await subject.processes.create(settled);
      expect(await subject.processes.remove(settled)).toBe(true);
      expect(await subject.processes.remove(settled)).toBe(false);
    });

    it('leaves nothing behind that a new process of the same id could inherit', async () => {
      const settled = aCompletedProcess({ labels: { team: 'procurement' } });
      const anew = aPendingProcess({ id: settled.id, createdAt: CREATED + 5 });
      await subject.processes.create(settled);
      await subject.processes.remove(settled);
      expect(await subject.processes.create(anew)).toEqual(anew);
      expect(await subject.processes.find(settled.id)).toEqual(anew);
      expect((await subject.processes.statistics([])).counts).toMatchObject({ pending: 1, completed: 0 });
    });

    it('lets exactly one of two at once through two handles remove', async () => {
      const handles = [subject.processes, (await subject.reopen()).processes];
      for (let round = 0; round < 20; round++) {
        const settled = await subject.processes.create(aCancelledProcess());
        const removed = await Promise.all(handles.map((processes) => processes.remove(settled)));
        expect([...removed].sort()).toEqual([false, true]);
      }
    });
  });
}

function testRemoveSettled(subject: CurrentSubject): void {
  describe('removeSettled', () => {
    it('removes what settled before the given time, not at it', async () => {
      const early = aCompletedProcess({ at: CREATED + 99 });
      const late = aFailedProcess({ at: CREATED + 100 });
      await storeAll(subject.processes, [early, late]);
      expect(await subject.processes.removeSettled(CREATED + 99, 10)).toBe(0);
      expect(await subject.processes.removeSettled(CREATED + 100, 10)).toBe(1);
      expect(await remaining(subject)).toEqual([late.id]);
      expect(await subject.processes.removeSettled(CREATED + 101, 10)).toBe(1);
      expect(await subject.processes.removeSettled(CREATED + 101, 10)).toBe(0);
    });

    it('removes the longest settled first, never more than the limit', async () => {
      const makers = [aCompletedProcess, aFailedProcess, aCancelledProcess] as const;
      const all = Array.from({ length: 60 }, (_, nth) =>
        (makers[nth % 3] ?? aCompletedProcess)({ createdAt: CREATED - nth, at: CREATED + nth }),
      );
      await storeAll(subject.processes, all);
      expect(await subject.processes.removeSettled(CREATED + 50, 7)).toBe(7);
      expect((await remaining(subject)).sort()).toEqual(idsOf(all.slice(7)));
      expect(await subject.processes.removeSettled(CREATED + 50, 40)).toBe(40);
      expect(await subject.processes.removeSettled(CREATED + 50, 40)).toBe(3);
      expect((await remaining(subject)).sort()).toEqual(idsOf(all.slice(50)));
    });

    it('keeps that order however unequally the ids are spread', async () => {
      const alike = (nth: number) => (nth % 10 === 9 ? aProcessId() : anIdEndingIn('7'));
      const all = Array.from({ length: 60 }, (_, nth) =>
        aCompletedProcess({ id: alike(nth), at: CREATED + nth }),
      );
      await storeAll(subject.processes, all);
      for (const [limit, left] of [
        [16, 44],
        [25, 19],
      ] as const) {
        expect(await subject.processes.removeSettled(CREATED + 60, limit)).toBe(limit);
        expect((await remaining(subject)).sort()).toEqual(idsOf(all.slice(60 - left)));
      }
    });

    it('never removes an unsettled process, nor one that was resumed', async () => {
      const failed = aFailedProcess();
      const resumed = accepted(resume(failed, CREATED));
      const unsettled = [aPendingProcess(), aRetryingProcess(), aRunningProcess({ outputs: [1] })];
      await storeAll(subject.processes, [...unsettled, failed]);
      await subject.processes.swap(failed, resumed);
      expect(await subject.processes.removeSettled(Number.MAX_SAFE_INTEGER, 100)).toBe(0);
      for (const process of [...unsettled, resumed]) {
        expect(await subject.processes.find(process.id)).toEqual(process);
      }
    });

    it('takes them out of everything', async () => {
      const all = oneOfEachSettled().map(([, process]) => process);
      await storeAll(subject.processes, all);
      expect(await subject.processes.removeSettled(CREATED + 1_000, 10)).toBe(3);
      for (const process of all) await expectGone(subject, process);
      expect(await subject.processes.statistics([CREATED + 1_000])).toEqual(NO_PROCESSES);
    });

    it('lets two cleaners at once remove each process once', async () => {
      const handles = [subject.processes, (await subject.reopen()).processes];
      await storeAll(
        subject.processes,
        Array.from({ length: 60 }, () => aCompletedProcess()),
      );
      let removed = 0;
      for (let round = 0; round < 10; round++) {
        const counts = await Promise.all(handles.map((each) => each.removeSettled(CREATED + 1, 10)));
        removed += counts.reduce((sum, count) => sum + count, 0);
      }
      expect(removed).toBe(60);
      expect(await subject.processes.statistics([CREATED + 1])).toEqual(NO_PROCESSES);
    });

    it('against a resume, lets either win whole', async () => {
      const other = (await subject.reopen()).processes;
      for (let round = 0; round < 50; round++) {
        const failed = await subject.processes.create(aFailedProcess());
        const resumed = accepted(resume(failed, CREATED));
        const resuming = () => subject.processes.swap(failed, resumed);
        const cleaning = () => other.removeSettled(CREATED + 1, 10);
        const [won, removed] =
          round % 2 === 0
            ? await Promise.all([resuming(), cleaning()])
            : (await Promise.all([cleaning(), resuming()])).toReversed();
        expect(won).toBe(removed === 0);
        expect(await subject.processes.find(failed.id)).toEqual(won === true ? resumed : null);
      }
    });
  });
}

async function expectGone({ processes }: CurrentSubject, process: SettledProcess): Promise<void> {
  expect(await processes.find(process.id)).toBeNull();
  expect(await processes.summary(process.id)).toBeNull();
  expect(await walk(processes, { limit: 100 })).toEqual([]);
  expect(await walk(processes, { limit: 100, status: process.status })).toEqual([]);
  expect(await dueIds(processes, Number.MAX_SAFE_INTEGER, 100)).toEqual([]);
}

function oneOfEachSettled(): [string, SettledProcess][] {
  const outputs = [{ frame: 1 }];
  const all = [aCompletedProcess({ outputs }), aFailedProcess({ outputs }), aCancelledProcess({ outputs })];
  return all.map((process) => [process.status, process]);
}

async function remaining({ processes }: CurrentSubject): Promise<string[]> {
  return (await walk(processes, { limit: 100 })).map(({ id }) => id);
}

/** A digit that ids end in decides where a store may put them. */
function anIdEndingIn(digit: string): ProcessId {
  const id = parseProcessId(aProcessId().slice(0, -1) + digit);
  if (id === null) throw new Error(`No id ends in ${digit}.`);
  return id;
}

function idsOf(all: readonly SettledProcess[]): string[] {
  return all.map(({ id }) => id).sort();
}
