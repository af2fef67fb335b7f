import { describe, expect, it } from '@jest/globals';
import type { DecisionProcess, ProcessStatus } from '../../src/decisions/domain/decision-process.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { begin, cancel, resume } from '../../src/decisions/domain/transitions.js';
import {
  accepted,
  aPendingProcess,
  aRetryingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../support/a-process.js';
import { aWaitingProcess } from '../support/a-waiting-process.js';
import { oneOfEach } from '../support/one-of-each.js';
import { type CurrentSubject, storeAll } from './subject.js';

export function testStatistics(subject: CurrentSubject): void {
  describe('statistics', () => {
    it('are nothing for an empty store', async () => {
      expect(await subject.processes.statistics([CREATED])).toEqual({
        counts: { pending: 0, running: 0, waiting: 0, completed: 0, failed: 0, cancelled: 0 },
        oldestPendingAt: null,
        oldestWaitingAt: null,
        createdBefore: [0],
        quarantined: 0,
      });
    });

    it('have each process in the count of its status', async () => {
      await storeAll(subject.processes, [...oneOfEach(), ...oneOfEach()]);
      const { counts, quarantined } = await subject.processes.statistics([]);
      expect(counts).toEqual({ pending: 6, running: 4, waiting: 4, completed: 2, failed: 2, cancelled: 2 });
      expect(quarantined).toBe(0);
    });

    it('add up at every moment, whatever processes are doing', async () => {
      const all = Array.from({ length: 20 }, () => aPendingProcess());
      await storeAll(subject.processes, all);
      const other = (await subject.reopen()).processes;
      const progress = { busy: true };
      const lives = Promise.all(all.map((process) => liveAWhile(subject.processes, process))).finally(() => {
        progress.busy = false;
      });
      const totals: number[] = [];
      do {
        const { counts, createdBefore } = await other.statistics([CREATED + 1]);
        totals.push(totalOf(counts), ...createdBefore);
      } while (progress.busy);
      await lives;
      expect(new Set(totals)).toEqual(new Set([all.length]));
    });

    it('tell how many were created before each given time', async () => {
      const delays = [0, 10, 10, 20, 500];
      const all = delays.map((delay) => aPendingProcess({ createdAt: CREATED + delay }));
      await storeAll(subject.processes, all);
      const times = [0, 1, 10, 11, 21, 501].map((delay) => CREATED + delay);
      expect((await subject.processes.statistics(times)).createdBefore).toEqual([0, 1, 1, 3, 4, 5]);
    });

    it('tell when the oldest pending process was created, whenever it is to run', async () => {
      const oldest = aRetryingProcess({ createdAt: CREATED + 1, runAt: CREATED + 9_000 });
      const newer = aPendingProcess({ createdAt: CREATED + 2 });
      await storeAll(subject.processes, [aRunningProcess(), newer, oldest]);
      const oldestPendingAt = async () => (await subject.processes.statistics([])).oldestPendingAt;
      expect(await oldestPendingAt()).toBe(CREATED + 1);
      await subject.processes.swap(oldest, accepted(begin(oldest, aWorkerId(), oldest.runAt)));
      expect(await oldestPendingAt()).toBe(CREATED + 2);
      await subject.processes.swap(newer, accepted(cancel(newer, newer.runAt)));
      expect(await oldestPendingAt()).toBeNull();
    });

    it('tell when the oldest waiting process was created, of all owners and of one', async () => {
      const [older, newer] = [
        aWaitingProcess({ createdAt: CREATED + 1, owner: 'ada' }),
        aWaitingProcess({ createdAt: CREATED + 2, owner: 'bob' }),
      ];
      await storeAll(subject.processes, [aPendingProcess(), newer, older]);
      const oldestOf = async (owner?: string) =>
        (await subject.processes.statistics([], owner)).oldestWaitingAt;
      expect([await oldestOf(), await oldestOf('ada'), await oldestOf('bob')]).toEqual([
        CREATED + 1,
        CREATED + 1,
        CREATED + 2,
      ]);
      await subject.processes.swap(older, accepted(cancel(older, CREATED + 3)));
      expect([await oldestOf(), await oldestOf('ada')]).toEqual([CREATED + 2, null]);
    });
  });
}

/** Through all statuses a process can come back from, ten times. */
async function liveAWhile(processes: ProcessRepository, pending: DecisionProcess): Promise<void> {
  let current = pending;
  for (let round = 0; round < 10; round++) {
    const begun = accepted(begin(current, aWorkerId(), CREATED));
    const cancelled = accepted(cancel(begun, CREATED));
    const resumed = accepted(resume(cancelled, CREATED));
    await processes.swap(current, begun);
    await processes.swap(begun, cancelled);
    await processes.swap(cancelled, resumed);
    current = resumed;
  }
}

function totalOf(counts: Readonly<Record<ProcessStatus, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
