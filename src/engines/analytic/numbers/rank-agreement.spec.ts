import { describe, expect, it } from '@jest/globals';
import { kendall, kendallW, spearman } from './rank-agreement.js';

describe('agreement of rankings', () => {
  it.each([kendall, spearman])('is 1 for the same order and -1 for the opposite one', (agreement) => {
    expect(agreement([1, 2, 3], [1, 2, 3])).toBeCloseTo(1, 12);
    expect(agreement([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  });

  it.each([kendall, spearman])('is not there where one ranking has no order', (agreement) => {
    expect(agreement([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(agreement([1, 1, 1], [1, 1, 1])).toBe(1);
  });

  it('allows for ties', () => {
    expect(kendall([1, 2, 2, 4], [1, 2, 3, 4])).toBeCloseTo(5 / Math.sqrt(5 * 6), 12);
    expect(spearman([1, 2, 2, 4], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('of several is between none and all', () => {
    expect(kendallW([[1, 2, 3], [1, 2, 3], [1, 2, 3]])).toBeCloseTo(1, 12); // prettier-ignore
    expect(kendallW([[1, 2, 3], [3, 2, 1]])).toBeCloseTo(0, 12); // prettier-ignore
    expect(kendallW([[1, 1], [1, 1]])).toBeNull(); // prettier-ignore
  });
});
