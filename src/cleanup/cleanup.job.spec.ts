import { afterEach, describe, expect, it } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { aCompletedProcess } from '../../test/support/a-process.js';
import { anInstance, type Instance } from '../../test/support/an-instance.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { faulty } from '../../test/support/faulty-store.js';
import { validateEnv } from '../config/validate-env.js';
import { ProcessEvents } from '../decisions/application/base/process-events.js';
import { openMemoryPersistence } from '../persistence/memory/memory-persistence.js';
import { CleanupJob } from './cleanup.job.js';
import { ANYONE } from '../decisions/domain/caller.js';

const HOUR_MS = 3_600_000;

describe('the cleanup job', () => {
  let open: Subject[] = [];

  afterEach(() => {
    for (const { schedule } of open) schedule.deleteCronJob('cleanup');
    open = [];
  });

  it('removes what settled longer ago than the retention, and nothing else', async () => {
    const { instance, clock, settled, tick } = await aJob();
    const old = await settled(24 * HOUR_MS + 1);
    const recent = await settled(24 * HOUR_MS - 60_000);
    await Promise.all([tick(), clock.advance(60_000)]);

    await expect(instance.access.get(ANYONE, recent.id)).resolves.toEqual(recent);
    await expect(instance.access.get(ANYONE, old.id)).rejects.toThrow('There is no process');
    expect(instance.events).toEqual([{ type: 'removed', count: 1 }]);
  });

  it('waits a while of its own first, so that instances do not come all at once', async () => {
    const { instance, clock, settled, tick } = await aJob();
    clock.randomness = 0;
    await settled(25 * HOUR_MS);
    await Promise.all([tick(), clock.advance(0)]);
    expect(removedBy(instance)).toBe(1);

    clock.randomness = 0.999;
    await settled(25 * HOUR_MS);
    const done = tick();
    await clock.advance(0);
    expect(removedBy(instance)).toBe(1);
    await Promise.all([done, clock.advance(60_000)]);
    expect(removedBy(instance)).toBe(2);
  });

  it('does nothing any more once the instance leaves', async () => {
    const { instance, job, settled, tick } = await aJob();
    await settled(25 * HOUR_MS);
    const done = tick();
    await Promise.all([job.beforeApplicationShutdown(), done]);

    expect(removedBy(instance)).toBe(0);
  });

  it('reports a store that does not answer, and tries again the next time', async () => {
    const { instance, clock, connection, settled, tick } = await aJob();
    await settled(25 * HOUR_MS);
    connection.lose('removeSettled', 'request');
    await Promise.all([tick(), clock.advance(60_000)]);
    expect(instance.events).toEqual([
      { type: 'trouble', task: 'cleanup', error: expect.objectContaining({ reason: 'timeout' }) },
    ]);

    await Promise.all([tick(), clock.advance(60_000)]);
    expect(removedBy(instance)).toBe(1);
  });

  async function aJob(): Promise<Subject> {
    const subject = await aSubject();
    open.push(subject);
    return subject;
  }
});

type Subject = Awaited<ReturnType<typeof aSubject>>;

async function aSubject() {
  const clock = new FakeClock();
  const store = openMemoryPersistence(() => clock.now());
  const connection = faulty(store.processes);
  const persistence = { ...store, processes: connection.store };
  const instance = await anInstance({ persistence, clock, engines: [] });
  const schedule = new SchedulerRegistry();
  const events = instance.module.get(ProcessEvents);
  const job = new CleanupJob(validateEnv({}), clock, instance.manager, events, schedule);
  job.onApplicationBootstrap();
  return {
    ...{ instance, clock, connection, job, schedule },
    /** What the schedule does when the time has come. */
    tick: () => schedule.getCronJob('cleanup').fireOnTick(),
    /** A process that settled so long ago. */
    settled: (agoMs: number) => store.processes.create(aCompletedProcess({ createdAt: clock.now() - agoMs })),
  };
}

function removedBy({ events }: Instance): number {
  return events.reduce((sum, event) => sum + (event.type === 'removed' ? event.count : 0), 0);
}
