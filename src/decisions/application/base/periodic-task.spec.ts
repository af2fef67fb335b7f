import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../../../test/support/fake-clock.js';
import { Gate } from '../../../../test/support/scripted-engine.js';
import { PeriodicTask } from './periodic-task.js';

describe('PeriodicTask', () => {
  it('calls at once and then again and again, with jitter around its period', async () => {
    const clock = new FakeClock();
    const times: number[] = [];
    const begin = clock.monotonic();
    const note = () => Promise.resolve(void times.push(clock.monotonic() - begin));
    const task = new PeriodicTask(clock, 1_000, note, fail);
    task.start();
    clock.randomness = 0;
    await clock.advance(800);
    clock.randomness = 0.99;
    await clock.advance(2_000);
    expect(times).toEqual([0, 800, 1_600, 2_796]);
    expect(task.silentMs(clock.monotonic())).toBe(4);
    await task.stop();
    await clock.advance(10_000);
    expect(times).toHaveLength(4);
  });

  it('makes one more call when woken during a call, never two at once', async () => {
    const clock = new FakeClock();
    const gate = new Gate();
    let calls = 0;
    const task = new PeriodicTask(
      clock,
      1_000,
      () => (++calls === 1 ? gate.opened : Promise.resolve()),
      fail,
    );
    task.start();
    task.wake();
    task.wake();
    await clock.advance(5_000);
    expect(calls).toBe(1);
    gate.open();
    await clock.advance(0);
    expect(calls).toBe(2);
    await task.stop();
  });

  it('reports a call that failed and goes on', async () => {
    const clock = new FakeClock();
    const reported: unknown[] = [];
    const trouble = new Error('no answer');
    const task = new PeriodicTask(
      clock,
      1_000,
      () => Promise.reject(trouble),
      (error) => reported.push(error),
    );
    task.start();
    await clock.advance(1_000);
    expect(reported).toEqual([trouble, trouble]);
    await task.stop();
  });

  it('waits for the call under way when it is stopped', async () => {
    const clock = new FakeClock();
    const gate = new Gate();
    const task = new PeriodicTask(clock, 1_000, () => gate.opened, fail);
    task.start();
    let stopped = false;
    const stopping = task.stop().then(() => (stopped = true));
    await clock.advance(2_000);
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    expect(stopped).toBe(true);
  });
});

function fail(error: unknown): void {
  throw error;
}
