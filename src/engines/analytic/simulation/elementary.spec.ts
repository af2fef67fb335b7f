import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exp, ln } from './elementary.js';

describe('elementary functions', () => {
  it('have the logarithm to a few units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 2 ** -1000, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(x))));
      }),
    );
    expect(ln(1)).toBe(0);
  });

  it('have the exponential to a few units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThanOrEqual(1e-15);
      }),
    );
    expect([exp(0), exp(-800)]).toEqual([1, 0]);
  });
});
