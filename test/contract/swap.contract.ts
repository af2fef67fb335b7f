import { describe, expect, it } from '@jest/globals';
import type { DecisionProcess } from '../../src/decisions/domain/decision-process.js';
import type { JsonValue } from '../../src/decisions/domain/json.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { begin, cancel, failStep, keep, release, resume } from '../../src/decisions/domain/transitions.js';
import {
  accepted,
  aPendingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
  stepOf,
  withCheckpoint,
  withResult,
} from '../support/a-process.js';
import type { CurrentSubject } from './subject.js';
import { dueIds } from '../support/due.js';

export function testSwap(subject: CurrentSubject): void {
  describe('swap', () => {
    it('stores each state of a whole life, as another handle reads it', async () => {
      const other = (await subject.reopen()).processes;
      const [first, ...later] = aWholeLife();
      let current = await subject.processes.create(first);
      for (const next of later) {
        expect(await subject.processes.swap(current, next)).toBe(true);
        expect(await subject.processes.find(next.id)).toEqual(next);
        expect(await other.find(next.id)).toEqual(next);
        current = next;
      }
    });

    it('goes on from what another handle has read', async () => {
      const other = (await subject.reopen()).processes;
      const begun = aRunningProcess({ problem: { rows: [1, 2, 3] } });
      await subject.processes.create(begun);
      const framed = withCheckpoint(running(await other.find(begun.id)), { frame: 1 });
      expect(await other.swap(begun, framed)).toBe(true);
      const scored = withCheckpoint(running(await subject.processes.find(begun.id)), { score: [0.5] });
      expect(await subject.processes.swap(framed, scored)).toBe(true);
      expect(await other.find(begun.id)).toEqual(
        withCheckpoint(withCheckpoint(begun, { frame: 1 }), { score: [0.5] }),
      );
    });

    it('stores what a step keeps, through a failure and a loss, and drops it with the checkpoint', async () => {
      const other = (await subject.reopen()).processes;
      const { worker, ...begun } = aRunningProcess();
      const step = stepOf({ worker, ...begun });
      const kept = (process: DecisionProcess, name: string, value: JsonValue) =>
        accepted(keep(process, { worker, step, name, value }, CREATED));
      const first = kept({ worker, ...begun }, 'bill.1', { paid: [1, null] });
      const second = kept(first, 'bill.2', 'x'.repeat(5_000));
      const error = { code: 'busy', message: 'Not now.', step };
      const failed = accepted(failStep(second, { worker, error, retryAt: CREATED }, CREATED));
      const again = accepted(begin(failed, worker, CREATED));
      let current: DecisionProcess = await subject.processes.create({ worker, ...begun });
      for (const next of [first, second, failed, again, withCheckpoint(again, 'done')]) {
        expect(await subject.processes.swap(current, next)).toBe(true);
        expect(await other.find(next.id)).toEqual(next);
        current = next;
      }
      expect(current.kept).toEqual({});
    });

    it('refuses a stale revision and changes nothing', async () => {
      const pending = aPendingProcess();
      await subject.processes.create(pending);
      const begun = accepted(begin(pending, aWorkerId(), CREATED));
      await subject.processes.swap(pending, begun);
      const before = await everything(subject.processes);
      expect(await subject.processes.swap(pending, accepted(cancel(pending, CREATED)))).toBe(false);
      expect(await subject.processes.swap(pending, begun)).toBe(false);
      expect(await everything(subject.processes)).toEqual(before);
      expect(await subject.processes.find(pending.id)).toEqual(begun);
    });

    it('refuses a revision that is not stored yet and changes nothing', async () => {
      const pending = aPendingProcess();
      await subject.processes.create(pending);
      const begun = accepted(begin(pending, aWorkerId(), CREATED));
      const before = await everything(subject.processes);
      expect(await subject.processes.swap(begun, withCheckpoint(begun, 'framed'))).toBe(false);
      expect(await everything(subject.processes)).toEqual(before);
      expect(await subject.processes.find(pending.id)).toEqual(pending);
    });

    it('refuses a process that was removed, even when another has its id and its revision by now', async () => {
      const first = aPendingProcess();
      await subject.processes.create(first);
      const settled = accepted(cancel(first, CREATED));
      await subject.processes.swap(first, settled);
      await subject.processes.remove(settled);
      const second = aPendingProcess({ id: first.id, createdAt: first.createdAt + 1 });
      await subject.processes.create(second);
      expect(await subject.processes.swap(first, settled)).toBe(false);
      expect(await subject.processes.find(first.id)).toEqual(second);
    });

    it('refuses an unknown process and does not create it', async () => {
      const unknown = aPendingProcess();
      const before = await everything(subject.processes);
      expect(await subject.processes.swap(unknown, accepted(cancel(unknown, CREATED)))).toBe(false);
      expect(await subject.processes.find(unknown.id)).toBeNull();
      expect(await everything(subject.processes)).toEqual(before);
    });

    it('lets exactly one of many writers through two handles win', async () => {
      const handles = [subject.processes, (await subject.reopen()).processes] as const;
      for (let round = 0; round < 20; round++) {
        const pending = await subject.processes.create(aPendingProcess());
        const rivals = Array.from({ length: 16 }, () => accepted(begin(pending, aWorkerId(), CREATED)));
        const won = await Promise.all(
          rivals.map((rival, nth) => handles[nth % 2 === 0 ? 0 : 1].swap(pending, rival)),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await subject.processes.find(pending.id)).toEqual(rivals[won.indexOf(true)]);
      }
    });
  });
}

/** Every transition there is, in one life. */
function aWholeLife(): [DecisionProcess, ...DecisionProcess[]] {
  const pending = aPendingProcess({ problem: { alternatives: ['Alpha', 'Beta'] } });
  const begun = accepted(begin(pending, aWorkerId(), CREATED));
  const framed = withCheckpoint(begun, { frame: ['a', {}] });
  const error = { code: 'timeout', message: 'The step took too long.', step: stepOf(framed) };
  const busy = { worker: framed.worker, error, retryAt: CREATED + 50 };
  const retrying = accepted(failStep(framed, busy, CREATED + 10));
  const again = accepted(begin(retrying, aWorkerId(), CREATED + 60));
  const lost = { worker: again.worker, reason: 'worker_lost', maxAttempts: 5, runAt: CREATED + 70 } as const;
  const released = accepted(release(again, lost, CREATED + 70));
  const taken = accepted(begin(released, aWorkerId(), CREATED + 80));
  const failed = accepted(failStep(taken, { worker: taken.worker, error, retryAt: null }, CREATED + 90));
  const resumed = accepted(resume(failed, CREATED + 100));
  const cancelled = accepted(cancel(resumed, CREATED + 110));
  const reopened = accepted(resume(cancelled, CREATED + 120));
  const last = accepted(begin(reopened, aWorkerId(), CREATED + 130));
  const scored = withCheckpoint(last, [1, 2.5]);
  const ups = [pending, begun, framed, retrying, again, released, taken] as const;
  return [...ups, failed, resumed, cancelled, reopened, last, scored, withResult(scored, { best: 'Beta' })];
}

/** What a store shows without being asked for one process. */
async function everything(processes: ProcessRepository): Promise<unknown> {
  return {
    list: await processes.list({ limit: 100 }),
    due: await dueIds(processes, Number.MAX_SAFE_INTEGER, 100),
    statistics: await processes.statistics([Number.MAX_SAFE_INTEGER]),
  };
}

function running(process: DecisionProcess | null) {
  if (process?.status !== 'running') throw new Error('The running process was not found.');
  return process;
}
