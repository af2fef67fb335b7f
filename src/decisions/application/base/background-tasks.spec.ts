import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../../../test/support/fake-clock.js';
import { Gate } from '../../../../test/support/scripted-engine.js';
import { BackgroundTasks } from './background-tasks.js';
import { type ProcessEvent, ProcessEvents } from './process-events.js';

const MINUTE = 60_000;

describe('BackgroundTasks', () => {
  let clock: FakeClock;
  let tasks: BackgroundTasks;
  let events: ProcessEvent[];

  beforeEach(() => {
    clock = new FakeClock();
    const bus = new ProcessEvents();
    events = [];
    bus.subscribe((event) => events.push(event));
    tasks = new BackgroundTasks(clock, bus);
  });

  it('starts every task of the list, reports trouble under its name, and stops them all', async () => {
    const error = new Error('not now');
    let calls = 0;
    tasks.every('broken', MINUTE, () => Promise.reject(error));
    tasks.every('at once broken', MINUTE, () => {
      throw error;
    });
    tasks.every('sound', MINUTE, () => {
      calls += 1;
      return Promise.resolve();
    });
    tasks.start();
    await clock.advance(MINUTE);
    await tasks.stop();
    await clock.advance(10 * MINUTE);
    expect(calls).toBe(2);
    expect(events).toHaveLength(4);
    for (const task of ['broken', 'at once broken']) {
      expect(events).toContainEqual({ type: 'trouble', task, error });
    }
  });

  it('shows how far a task that is stuck is over its own time, however long its period', async () => {
    const gate = new Gate();
    tasks.every('slow', 10 * MINUTE, () => Promise.resolve());
    tasks.every('stuck', MINUTE, () => gate.opened);
    tasks.start();
    await clock.advance(5 * MINUTE);
    expect(tasks.overdueMs).toBe(4 * MINUTE);
    gate.open();
    await clock.advance(MINUTE);
    expect(tasks.overdueMs).toBe(0);
  });

  it('counts no task as overdue that is not started, or is stopped', async () => {
    tasks.every('any', 1, () => Promise.resolve());
    await clock.advance(MINUTE);
    expect(tasks.overdueMs).toBe(0);
    tasks.start();
    await tasks.stop();
    await clock.advance(MINUTE);
    expect(tasks.overdueMs).toBe(0);
  });

  it('begins a task again that is meant to go on, and tells it to stop when the instance leaves', async () => {
    let calls = 0;
    tasks.always('listening', async (stopping) => {
      if (++calls === 1) throw new Error('cut off');
      await new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
    });
    tasks.start();
    await clock.advance(MINUTE);
    expect(calls).toBe(2);
    expect(tasks.overdueMs).toBe(0);
    await tasks.stop();
    expect(events).toHaveLength(1);
  });

  it('leaves a task alone that its owner starts and stops, and shows its signs of life all the same', async () => {
    const gate = new Gate();
    const heart = tasks.apart('heart', MINUTE, () => gate.opened);
    tasks.start();
    await clock.advance(3 * MINUTE);
    expect(tasks.overdueMs).toBe(0);
    heart.start();
    await clock.advance(3 * MINUTE);
    expect(tasks.overdueMs).toBe(2 * MINUTE);
    gate.open();
    await heart.stop();
  });
});
