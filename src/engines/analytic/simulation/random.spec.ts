import { describe, expect, it } from '@jest/globals';
import { splitmix64, uniformNumbers, xoshiro128 } from './random.js';

describe('random numbers', () => {
  it('are those of the reference implementation of xoshiro128**', () => {
    const next = xoshiro128([1, 2, 3, 4]);
    const numbers = Array.from({ length: 10 }, next);
    expect(numbers).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('are those of the reference implementation of splitmix64', () => {
    const next = splitmix64(1234567n);
    const numbers = Array.from({ length: 5 }, next);
    expect(numbers).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  it('are uniform between 0 and 1', () => {
    const next = uniformNumbers(42);
    const numbers = Array.from({ length: 100_000 }, next);
    const inTenth = (tenth: number) => numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    expect(Math.min(...numbers.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      expect(Math.abs(inTenth(tenth) - 10_000)).toBeLessThan(4 * Math.sqrt(9_000));
    }
  });

  it.each([0, 1, 0xffff_ffff])('follow from the seed %d alone', (seed) => {
    const numbersOf = (from: number) => Array.from({ length: 5 }, uniformNumbers(from));
    expect(numbersOf(seed)).toEqual(numbersOf(seed));
    expect(numbersOf(seed)).not.toEqual(numbersOf(7));
  });
});
