import { describe, expect, it } from '@jest/globals';
import { type Crossing, crossingAmong, crossingOf, justBeyond } from './crossing.js';

const WAY = { score: 1, end: 10 };

/** Of outcomes that do not depend on how much somebody is ahead. */
function where(isOther: (figure: number) => boolean) {
  return { isOther, isAcross: isOther };
}

describe(crossingOf.name, () => {
  it('ends at the last figure that changes nothing, and looks at what follows the first that does', () => {
    const { at, beyond } = found(crossingOf(WAY, where((figure) => figure >= 3))); // prettier-ignore
    expect(at).toBeLessThan(3);
    expect(at).toBeCloseTo(3, 14);
    expect(beyond).toBeGreaterThan(3);
    expect(beyond).toBeCloseTo(3, 5);
  });

  it('does not take a single point for a crossing', () => {
    // Halving 1 to 10 comes upon 5.5 first, and then upon nothing but it.
    const { at } = found(crossingOf(WAY, where((figure) => figure === 5.5 || figure > 8))); // prettier-ignore
    expect(at).toBe(8);
  });

  it('may be the end, of which nothing is beyond', () => {
    const { at, beyond } = found(crossingOf(WAY, where((figure) => figure === 10))); // prettier-ignore
    expect(at).toBeLessThan(10);
    expect(beyond).toBe(10);
  });

  it('is where another is ahead by any difference, if that is next to where it is ahead by more than rounding', () => {
    const outcomes = {
      isOther: (figure: number) => figure > 3 + 1e-9,
      isAcross: (figure: number) => figure > 3,
    };
    expect(crossingOf(WAY, outcomes)?.at).toBe(3);
    expect(crossingOf(WAY, { ...outcomes, isAcross: (figure) => figure > 2 })?.at).toBeCloseTo(3 + 1e-9, 14);
  });

  it('is the score itself of what is level, whatever rounding makes of the difference', () => {
    for (const none of [1, 1 - 1e-15]) {
      const outcomes = {
        isOther: (figure: number) => figure > 1 + 1e-11,
        isAcross: (figure: number) => figure > none,
      };
      expect(crossingOf(WAY, outcomes)?.at).toBe(1);
    }
  });

  it('is none where nothing changes, everything has changed already, or there is no way to go', () => {
    expect(
      crossingOf(
        WAY,
        where(() => false),
      ),
    ).toBeNull();
    expect(
      crossingOf(
        WAY,
        where(() => true),
      ),
    ).toBeNull();
    expect(
      crossingOf(
        { score: 1, end: 1 },
        where(() => true),
      ),
    ).toBeNull();
  });

  it('runs down as well', () => {
    const { at, beyond } = found(crossingOf({ score: 10, end: 1 }, where((figure) => figure < 3))); // prettier-ignore
    expect(at).toBe(3);
    expect(beyond).toBeLessThan(3);
  });
});

describe(crossingAmong.name, () => {
  it('is on the way to the first of the figures at which the outcome is another one', () => {
    const outcomes = where((figure) => figure > 2.5);
    expect(crossingAmong([2, 3, 4], 1, outcomes)).toEqual({ at: 2.5, beyond: 3 });
    expect(crossingAmong([4], 1, outcomes)).toEqual({ at: 2.5, beyond: 4 });
  });

  it('is none where none of the figures is past it', () => {
    const outcomes = where((figure) => figure > 2.5);
    expect(crossingAmong([2], 1, outcomes)).toBeNull();
    expect(crossingAmong([], 1, outcomes)).toBeNull();
    expect(crossingAmong([3], 2.75, outcomes)).toBeNull();
  });
});

describe(justBeyond.name, () => {
  it('goes on past what rounding makes of a point, and never past the end', () => {
    expect(justBeyond(3, WAY) - 3).toBeCloseTo(2e-6, 12);
    expect(justBeyond(3, { score: 10, end: 1 })).toBeLessThan(3);
    expect(justBeyond(10 - 1e-7, WAY)).toBeCloseTo(10 - 5e-8, 12);
    expect(justBeyond(10 - 1e-9, WAY)).toBe(10);
    expect(justBeyond(10, WAY)).toBe(10);
  });

  it('is past where those part that are level with each other, also right beside the score', () => {
    expect(justBeyond(1 + 1e-9, WAY) - 1).toBeCloseTo(9.01e-7, 12);
  });
});

function found(crossing: Crossing | null): Crossing {
  if (crossing === null) throw new Error('No crossing');
  return crossing;
}
