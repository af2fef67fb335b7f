import { describe, expect, it } from '@jest/globals';
import { isNews, isSameVersion } from './process-version.js';

const first = { createdAt: 1, revision: 5 };
const later = { createdAt: 1, revision: 6 };
const secondLife = { createdAt: 2, revision: 5 };

describe('a version of a process', () => {
  it('is the same in one life and at one revision alone', () => {
    expect([first, later, secondLife].map((other) => isSameVersion(first, other))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is news to who has seen an earlier one, another life, or nothing', () => {
    expect([later, secondLife, first].map((version) => isNews(version, first))).toEqual([true, true, false]);
    expect(isNews(first, later)).toBe(false);
    expect(isNews(first, null)).toBe(true);
  });
});
