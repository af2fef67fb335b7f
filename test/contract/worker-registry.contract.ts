import { describe, expect, it } from '@jest/globals';
import { aWorkerId } from '../support/a-process.js';
import { type OpenSubject, openForEachTest } from './subject.js';
import { until } from '../support/until.js';

const LONG_MS = 600_000;
const SHORT_MS = 1;

/**
 * What every adapter of `WorkerRegistry` keeps. Each bullet is one test.
 *
 * - an empty store has no workers
 * - a heartbeat registers a worker for every handle, and its lease has not ended
 * - a lease that is not renewed ends
 * - a heartbeat renews a lease, also one that has ended
 * - a heartbeat may shorten a lease
 * - a heartbeat answers the store's time, which does not run backwards between heartbeats
 * - one worker's heartbeat renews no other's lease
 * - a worker that was removed is forgotten, the others are not
 * - a worker that was removed registers again with its next heartbeat
 * - removing an unknown worker changes nothing
 * - what a worker tells of itself is known to every handle, and goes when it is removed
 */
export function testWorkerRegistry(name: string, open: OpenSubject): void {
  describe(`worker registry (${name})`, () => {
    const subject = openForEachTest(open);
    const workers = () => subject.persistence.workers;
    const expires = (worker: string) =>
      until(async () => (await workers().expired()).some((expired) => expired === worker));

    it('has no workers in an empty store', async () => {
      expect(await workers().all()).toEqual([]);
      expect(await workers().expired()).toEqual([]);
    });

    it('tells every handle what a worker told of itself, until it is removed', async () => {
      const [known, silent] = [aWorkerId(), aWorkerId()];
      const facts = { version: '1.2.3', role: 'all', slots: 4, startedAt: 1_700_000_000_000 };
      await workers().heartbeat(known, LONG_MS);
      await workers().describe(known, facts);
      await workers().heartbeat(silent, LONG_MS);
      const told = [known, silent].sort().map((worker) => ({
        ...{ worker, leaseEndsAt: expect.any(Number) },
        facts: worker === known ? facts : null,
      }));
      for (const handle of [subject.persistence, await subject.reopen()]) {
        expect(await handle.workers.described()).toEqual(told);
      }
      await workers().remove(known);
      await workers().heartbeat(known, LONG_MS);

      expect((await workers().described()).find(({ worker }) => worker === known)?.facts).toBeNull();
    });

    it('registers a worker for every handle with its heartbeat', async () => {
      const worker = aWorkerId();
      await workers().heartbeat(worker, LONG_MS);
      for (const handle of [subject.persistence, await subject.reopen()]) {
        expect(await handle.workers.all()).toEqual([worker]);
        expect(await handle.workers.expired()).toEqual([]);
      }
    });

    it('ends a lease that is not renewed', async () => {
      const worker = aWorkerId();
      await workers().heartbeat(worker, SHORT_MS);
      await expires(worker);
      expect(await workers().all()).toEqual([worker]);
    });

    it('renews a lease that has ended', async () => {
      const worker = aWorkerId();
      await workers().heartbeat(worker, SHORT_MS);
      await expires(worker);
      await workers().heartbeat(worker, LONG_MS);
      expect(await workers().expired()).toEqual([]);
      expect(await workers().all()).toEqual([worker]);
    });

    it('lets a heartbeat shorten the lease', async () => {
      const worker = aWorkerId();
      await workers().heartbeat(worker, LONG_MS);
      await workers().heartbeat(worker, SHORT_MS);
      await expires(worker);
    });

    it("answers the store's time", async () => {
      const first = await workers().heartbeat(aWorkerId(), LONG_MS);
      const second = await (await subject.reopen()).workers.heartbeat(aWorkerId(), LONG_MS);
      expect(Number.isSafeInteger(first)).toBe(true);
      expect(second).toBeGreaterThanOrEqual(first);
    });

    it("renews no other worker's lease", async () => {
      const [silent, alive] = [aWorkerId(), aWorkerId()];
      await workers().heartbeat(silent, SHORT_MS);
      await expires(silent);
      await workers().heartbeat(alive, LONG_MS);
      expect(await workers().expired()).toEqual([silent]);
      expect((await workers().all()).sort()).toEqual([silent, alive].sort());
    });

    it('forgets a worker that was removed, and no other', async () => {
      const [gone, alive] = [aWorkerId(), aWorkerId()];
      await workers().heartbeat(gone, SHORT_MS);
      await workers().heartbeat(alive, LONG_MS);
      await expires(gone);
      await workers().remove(gone);
      expect(await workers().expired()).toEqual([]);
      expect(await workers().all()).toEqual([alive]);
    });

    it('registers a worker that was removed with its next heartbeat', async () => {
      const worker = aWorkerId();
      await workers().heartbeat(worker, LONG_MS);
      await workers().remove(worker);
      await workers().heartbeat(worker, LONG_MS);
      expect(await workers().all()).toEqual([worker]);
    });

    it('changes nothing when an unknown worker is removed', async () => {
      const worker = aWorkerId();
      await workers().heartbeat(worker, LONG_MS);
      await workers().remove(aWorkerId());
      expect(await workers().all()).toEqual([worker]);
    });
  });
}
