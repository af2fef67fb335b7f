import { describe, expect, it } from '@jest/globals';
import { figure, listed, percent } from './wording.js';

describe('wording', () => {
  it('shows three significant digits', () => {
    expect([0.29999999999999993, 0, 1e-7].map((number) => figure(number))).toEqual(['0.3', '0', '1e-7']);
  });

  it('does not round to all or nothing', () => {
    expect([0, 0.004, 0.5, 0.996, 1].map(percent)).toEqual([
      '0%',
      'less than 1%',
      '50%',
      'more than 99%',
      '100%',
    ]);
  });

  it('lists items as a sentence does, and not too many', () => {
    expect(listed([])).toBe('');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b'])).toBe('a and b');
    expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  });
});
