import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemClock } from './clock.js';

const A_MONTH_MS = 30 * 86_400_000;

describe(SystemClock.name, () => {
  beforeEach(() => void jest.useFakeTimers({ doNotFake: ['performance'] }));
  afterEach(() => void jest.useRealTimers());

  it('calls back after a delay that is longer than a timer can be', () => {
    const called = jest.fn();
    new SystemClock().after(A_MONTH_MS, called);
    jest.advanceTimersByTime(A_MONTH_MS - 1);
    expect(called).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(called).toHaveBeenCalledTimes(1);
  });

  it('calls back at once after a delay that is over, which a timer would warn of', () => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    new SystemClock().after(-5, () => undefined);
    expect(timers).toHaveBeenCalledWith(expect.any(Function), 0);
  });

  it('never calls back once it is cancelled, however long the delay', () => {
    const called = jest.fn();
    const cancel = new SystemClock().after(2 * A_MONTH_MS, called);
    jest.advanceTimersByTime(A_MONTH_MS);
    cancel();
    jest.advanceTimersByTime(2 * A_MONTH_MS);
    expect(called).not.toHaveBeenCalled();
  });
});
