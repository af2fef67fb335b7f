import { describe, expect, it } from '@jest/globals';
import { begin, cancel } from '../../src/decisions/domain/transitions.js';
import { accepted, aPendingProcess, aWorkerId, CREATED } from '../support/a-process.js';
import { type CurrentSubject, storeAll } from './subject.js';

const NAMES = ['ada', 'ada2', 'ad', 'team:{a}', 'Ünïcødé', 'pending', 'a b'];

export function testOwners(subject: CurrentSubject): void {
  describe('owners', () => {
    it('have lists and statistics of their own, whatever they are called', async () => {
      const processes = NAMES.map((owner, nth) => aPendingProcess({ owner, createdAt: CREATED + nth }));
      await storeAll(subject.processes, [...processes, aPendingProcess()]);

      for (const [nth, owner] of NAMES.entries()) {
        const { processes: found, nextCursor } = await subject.processes.list({ owner, limit: 1 });
        expect(found.map(({ id }) => id)).toEqual([processes[nth]?.id]);
        expect(found[0]?.owner).toBe(owner);
        expect(nextCursor).toBeNull();
        const { counts, createdBefore, oldestPendingAt } = await subject.processes.statistics(
          [CREATED + nth, CREATED + nth + 1],
          owner,
        );
        expect({ counts, createdBefore, oldestPendingAt }).toMatchObject({
          counts: { pending: 1, running: 0 },
          createdBefore: [0, 1],
          oldestPendingAt: CREATED + nth,
        });
      }
    });

    it('have a list of each status, which a process leaves with its status', async () => {
      const pending = aPendingProcess({ owner: 'ada' });
      await storeAll(subject.processes, [pending, aPendingProcess({ owner: 'bob' })]);
      const running = accepted(begin(pending, aWorkerId(), CREATED));
      await subject.processes.swap(pending, running);
      const listed = async (status: 'pending' | 'running' | 'cancelled') =>
        (await subject.processes.list({ owner: 'ada', status, limit: 10 })).processes.length;
      expect([await listed('pending'), await listed('running')]).toEqual([0, 1]);

      const cancelled = accepted(cancel(running, CREATED));
      await subject.processes.swap(running, cancelled);
      expect([await listed('running'), await listed('cancelled')]).toEqual([0, 1]);

      await subject.processes.remove(cancelled);
      expect(await listed('cancelled')).toBe(0);
      expect((await subject.processes.statistics([], 'ada')).counts.cancelled).toBe(0);
    });
  });
}
