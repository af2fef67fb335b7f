import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toTime } from './time.js';

describe(toTime.name, () => {
  it('answers what Date does, before and after 1970 and from day to day', () => {
    const epoch = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
    fc.assert(fc.property(epoch, (time) => expect(toTime(time)).toBe(new Date(time).toISOString())));
    for (const time of [0, -1, 1, 86_399_999, 86_400_000, 1_800_000_000_000]) {
      expect(toTime(time)).toBe(new Date(time).toISOString());
    }
  });

  it('answers null for none', () => {
    expect(toTime(null)).toBeNull();
  });
});
