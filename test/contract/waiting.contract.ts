import { describe, expect, it } from '@jest/globals';
import { InvalidCursor } from '../../src/decisions/domain/errors.js';
import type { ProcessId } from '../../src/decisions/domain/ids.js';
import type { RequestQuery } from '../../src/decisions/domain/ports/list.queries.js';
import { answer, ask, begin, cancel, expire, resume } from '../../src/decisions/domain/transitions.js';
import {
  accepted,
  aFailedProcess,
  aPendingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../support/a-process.js';
import { anAnsweredProcess, aQuestion, aWaitingProcess } from '../support/a-waiting-process.js';
import { type CurrentSubject, storeAll } from './subject.js';

const APPROVAL = { requestId: 'review-1', outcome: 'approve', data: null, comment: null, by: 'grace' };

export function testWaiting(subject: CurrentSubject): void {
  testTimers(subject);
  testRequests(subject);
}

function testTimers(subject: CurrentSubject): void {
  describe('timers', () => {
    const idsAt = async (now: number, limit = 100): Promise<ProcessId[]> => {
      const { entries } = await subject.processes.timers({ now, limit });
      return entries.map(({ id }) => id);
    };

    it('have whatever has a deadline or a question that expires, to the millisecond', async () => {
      const deadline = CREATED + 30;
      const timed = [
        aWaitingProcess({ question: { expiresInMs: 10 } }),
        aPendingProcess({ deadline: CREATED + 20 }),
        aRunningProcess({ deadline }),
        aWaitingProcess({ deadline: CREATED + 40, question: { expiresInMs: 90 } }),
      ];
      const others = [
        aPendingProcess(),
        aWaitingProcess(),
        aFailedProcess({ deadline }),
        anAnsweredProcess(),
      ];
      await storeAll(subject.processes, [...others, ...timed]);
      expect(await idsAt(CREATED + 9)).toEqual([]);
      expect(await idsAt(CREATED + 30)).toEqual(timed.slice(0, 3).map(({ id }) => id));
      expect(await idsAt(CREATED + 1_000, 2)).toEqual(timed.slice(0, 2).map(({ id }) => id));
      expect(await subject.processes.timers({ now: CREATED + 20, limit: 9 })).toMatchObject({
        nextAt: deadline,
      });
      const after = { id: timed[1]?.id ?? aPendingProcess().id, at: CREATED + 20 };
      const { entries, nextAt } = await subject.processes.timers({ now: CREATED + 1_000, limit: 9, after });
      expect(entries.map(({ id }) => id)).toEqual(timed.slice(2).map(({ id }) => id));
      expect(nextAt).toBeNull();
    });

    it('follow ask, answer, expiry, cancel and resume', async () => {
      const { processes } = subject;
      const worker = aWorkerId();
      const running = aRunningProcess({ worker, deadline: CREATED + 500 });
      await processes.create(running);
      const dueAt = async () => (await processes.timers({ now: CREATED, limit: 9 })).nextAt;
      expect(await dueAt()).toBe(CREATED + 500);
      const question = aQuestion({ expiresInMs: 100 });
      const waiting = accepted(ask(running, { worker, step: 'frame', question }, CREATED));
      await processes.swap(running, waiting);
      expect(await dueAt()).toBe(CREATED + 100);
      const answered = accepted(answer(waiting, APPROVAL, CREATED + 1));
      await processes.swap(waiting, answered);
      expect(await dueAt()).toBe(CREATED + 500);
      const over = accepted(expire(answered, CREATED + 500));
      await processes.swap(answered, over);
      expect(await dueAt()).toBeNull();
      const resumed = accepted(resume(over, CREATED + 600, { deadline: CREATED + 900 }));
      await processes.swap(over, resumed);
      expect(await processes.find(over.id)).toEqual(resumed);
      expect(await dueAt()).toBe(CREATED + 900);
      await processes.swap(resumed, accepted(cancel(resumed, CREATED + 700)));
      expect(await dueAt()).toBeNull();
    });
  });
}

function testRequests(subject: CurrentSubject): void {
  describe('requests', () => {
    const walk = async (only: RequestQuery['only'], limit: number): Promise<ProcessId[]> => {
      const ids: ProcessId[] = [];
      const query = { limit, ...(only ? { only } : {}) };
      for (let page = await subject.processes.requests(query); ;) {
        expect(page.processes.length).toBeLessThanOrEqual(limit);
        ids.push(...page.processes.map(({ id }) => id));
        if (page.nextCursor === null) return ids;
        page = await subject.processes.requests({ ...query, cursor: page.nextCursor });
      }
    };

    it('have what waits for people, the first to expire first, what never does last', async () => {
      const delays = Array.from({ length: 40 }, (_, nth) => 1 + ((nth * 7) % 20));
      const expiring = delays.map((expiresInMs) => aWaitingProcess({ question: { expiresInMs } }));
      const never = Array.from({ length: 20 }, () => aWaitingProcess());
      await storeAll(subject.processes, [...never, ...expiring, aPendingProcess(), anAnsweredProcess()]);
      const inOrder = [...expiring, ...never].sort(
        (one, other) =>
          (one.request.expiresAt ?? Infinity) - (other.request.expiresAt ?? Infinity) ||
          (one.id < other.id ? -1 : 1),
      );
      const ids = inOrder.map(({ id }) => id);
      for (const limit of [1, 7, 60, 100]) expect(await walk(undefined, limit)).toEqual(ids);
      const { processes } = await subject.processes.requests({ limit: 1 });
      expect(processes[0]?.request).toEqual(inOrder[0]?.request);
    });

    it('of one owner have no others, but for what reviewers are asked', async () => {
      const all = ['ada', 'bob', 'ada', null].flatMap((owner, nth) =>
        (['review', 'write'] as const).map((role, other) => {
          const question = { roles: [role], expiresInMs: 1 + 2 * nth + other } as const;
          return { role, owner, process: aWaitingProcess({ owner, question }) };
        }),
      );
      const processes = all.map(({ process }) => process);
      await storeAll(subject.processes, processes);
      const idsOf = (wanted: (each: (typeof all)[number]) => boolean) =>
        all.filter(wanted).map(({ process }) => process.id);
      const own = idsOf(({ owner }) => owner === 'ada');
      const seen = idsOf(({ owner, role }) => owner === 'ada' || role === 'review');
      for (const limit of [1, 2, 3, 50]) {
        expect(await walk({ owner: 'ada', reviews: false }, limit)).toEqual(own);
        expect(await walk({ owner: 'ada', reviews: true }, limit)).toEqual(seen);
      }
      expect(await walk({ owner: 'nobody', reviews: false }, 5)).toEqual([]);
    });

    it('are left with an answer, and by what is removed', async () => {
      const [waiting, other] = [aWaitingProcess(), aWaitingProcess()];
      await storeAll(subject.processes, [waiting, other]);
      const answered = accepted(answer(waiting, APPROVAL, CREATED + 1));
      await subject.processes.swap(waiting, answered);
      expect(await subject.processes.find(waiting.id)).toEqual(answered);
      expect(await walk(undefined, 5)).toEqual([other.id]);
      expect(await subject.processes.removeSettled(CREATED + 1_000_000, 10)).toBe(0);
      const cancelled = accepted(cancel(other, CREATED + 1, 'ada'));
      await subject.processes.swap(other, cancelled);
      expect(await subject.processes.remove(cancelled)).toBe(true);
      expect(await walk(undefined, 5)).toEqual([]);
    });

    it('are asked, answered and begun again through another handle, each once', async () => {
      const waiting = aWaitingProcess();
      await subject.processes.create(waiting);
      const other = (await subject.reopen()).processes;
      const [mine, theirs] = ['approve', 'reject'].map((outcome) =>
        accepted(answer(waiting, { ...APPROVAL, outcome }, CREATED + 1)),
      );
      if (!mine || !theirs) throw new Error('There are two answers.');
      const won = await Promise.all([subject.processes.swap(waiting, mine), other.swap(waiting, theirs)]);
      expect([...won].sort()).toEqual([false, true]);
      const stored = await other.find(waiting.id);
      expect(stored).toEqual(won[0] ? mine : theirs);
      if (stored) accepted(begin(stored, aWorkerId(), CREATED + 1));
    });

    it('refuse a cursor that was never given out', async () => {
      await expect(subject.processes.requests({ limit: 1, cursor: 'x' })).rejects.toThrow(InvalidCursor);
    });
  });
}
