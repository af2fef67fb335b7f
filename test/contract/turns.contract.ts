import { describe, expect, it } from '@jest/globals';
import type { PendingProcess } from '../../src/decisions/domain/decision-process.js';
import { inTurns, laneOf, LANES } from '../../src/decisions/domain/indexes/lanes.js';
import type { DueEntry, DueQuery } from '../../src/decisions/domain/ports/due.queries.js';
import { aPendingProcess, aProcessThatLost, CREATED } from '../support/a-process.js';
import { QUEUES } from '../support/due.js';
import { type CurrentSubject, storeAll } from './subject.js';

const OWNERS = [null, 'ada', 'bob', 'Zoë', 'team:{a}', 'eve', 'mallory', 'a', 'b', 'c'];
const NOW = CREATED + 1_000;

export function testTurns(subject: CurrentSubject): void {
  const ask = (query: Partial<DueQuery>) =>
    subject.processes.due({ queues: QUEUES, now: NOW, limit: 100, ...query });

  /** Many of the first owners, few of the last, of both queues and many of one time; some are not due yet. */
  async function stored(): Promise<DueEntry[]> {
    const all: PendingProcess[] = OWNERS.flatMap((owner, place) =>
      Array.from({ length: 1 + 30 / (place + 1) }, (_, nth) => {
        const createdAt = CREATED + ((nth * 7) % 5);
        return nth % 4 === 3
          ? aProcessThatLost(2, { owner, createdAt })
          : aPendingProcess({ owner, createdAt });
      }),
    );
    const later = OWNERS.map((owner, nth) => aPendingProcess({ owner, runAt: NOW + 500 - nth }));
    await storeAll(subject.processes, [...all, ...later]);
    return all.map(({ id, runAt, owner }) => ({ id, runAt, lane: laneOf(owner) }));
  }

  describe('owners take turns', () => {
    it('no matter who has the first, and however few are asked for', async () => {
      const waiting = await stored();
      const lanes = [...new Set(waiting.map(({ lane }) => lane))];
      for (const turn of [0, LANES - 1, ...lanes, ...lanes.map((lane) => (lane + 1) % LANES)]) {
        for (const limit of [1, 2, 7, 100]) {
          const { entries } = await ask({ turn, limit });
          expect(entries).toEqual(inTurns(waiting, turn, limit));
        }
      }
    });

    it('and each lane goes on after a position of its own, and can be asked for alone', async () => {
      const waiting = await stored();
      const [ada, bob] = [laneOf('ada'), laneOf('bob')];
      const inLane = (lane: number) =>
        inTurns(
          waiting.filter((entry) => entry.lane === lane),
          0,
          100,
        );
      const after = [inLane(ada)[4], inLane(bob)[2]].filter((entry) => entry !== undefined);
      const left = waiting.filter(({ id }) => {
        const passed = [...inLane(ada).slice(0, 5), ...inLane(bob).slice(0, 3)];
        return !passed.some((entry) => entry.id === id);
      });
      expect((await ask({ after, limit: 9 })).entries).toEqual(inTurns(left, 0, 9));
      expect((await ask({ lane: ada })).entries).toEqual(inLane(ada));
      expect((await ask({ lane: bob, after, limit: 2 })).entries).toEqual(inLane(bob).slice(3, 5));
    });

    it('and the next time is that of any of them', async () => {
      await stored();
      expect((await ask({})).nextAt).toBe(NOW + 500 - (OWNERS.length - 1));
      expect((await ask({ lane: laneOf('ada') })).nextAt).toBe(NOW + 499);
    });
  });
}
