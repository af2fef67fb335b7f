import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../test/support/fake-clock.js';
import { Throttle } from './throttle.js';

describe('a throttle', () => {
  it('lets one message pass in each period and counts those held back', async () => {
    const clock = new FakeClock();
    const throttle = new Throttle(clock, 1_000);

    expect([throttle.admit('a'), throttle.admit('a'), throttle.admit('a')]).toEqual([0, null, null]);
    await clock.advance(999);
    expect(throttle.admit('a')).toBeNull();
    await clock.advance(1);
    expect([throttle.admit('a'), throttle.admit('a')]).toEqual([3, null]);
  });

  it('holds back no message because of another', () => {
    const throttle = new Throttle(new FakeClock(), 1_000);

    expect([throttle.admit('a'), throttle.admit('b')]).toEqual([0, 0]);
  });
});
