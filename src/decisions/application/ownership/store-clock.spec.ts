import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StoreClock } from './store-clock.js';

const TOLERANCE_MS = 100;
const ms = (max: number) => fc.integer({ min: 0, max });
/** Any number of exchanges: how long after the one before, how long each way, and how far the clock is set before it. */
const exchanges = fc.array(fc.record({ pause: ms(10_000), there: ms(2_000), back: ms(2_000) }), {
  minLength: 2,
  maxLength: 10,
});

describe('StoreClock', () => {
  it('takes a slow exchange for no step, however long either way took', () => {
    fc.assert(
      fc.property(exchanges, ms(TOLERANCE_MS - 1), (all, jitter) => {
        expect(stepsOf(all.map((each, nth) => ({ ...each, set: nth % 2 ? jitter : 0 })))).toEqual(
          all.map(() => 0),
        );
      }),
    );
  });

  it('notices every step that the exchanges cannot explain, in its direction', () => {
    const steps = fc.oneof(
      ms(10_000_000),
      ms(10_000_000).map((by) => -by),
    );
    fc.assert(
      fc.property(exchanges, steps, (all, by) => {
        // Neither exchange can hide more than the time both of them took.
        const slack = Math.max(...all.map(({ there, back }) => there + back)) * 2 + TOLERANCE_MS;
        fc.pre(Math.abs(by) > slack);
        const found = stepsOf(all.map((each, nth) => ({ ...each, set: nth === 0 ? 0 : by })));
        expect(found.map(Math.sign)).toEqual(all.map((_, nth) => (nth === 1 ? Math.sign(by) : 0)));
      }),
    );
  });
});

/** What is found at each exchange; `set` is how far the store's clock has been set by then, in all. */
function stepsOf(
  all: readonly { pause: number; there: number; back: number; set: number }[],
): readonly number[] {
  const clock = new StoreClock(TOLERANCE_MS);
  let now = 1_000;
  return all.map(({ pause, there, back, set }) => {
    const sent = now + pause;
    now = sent + there + back;
    return clock.stepSinceLast(1_700_000_000_000 + sent + there + set, sent, now);
  });
}
