import { describe, expect, it } from '@jest/globals';
import { parseProcessId } from '../../domain/ids.js';
import { freshUuid } from './fresh-uuid.js';

describe('a fresh UUID', () => {
  it('is of version 7, and begins with its time', () => {
    const now = Date.UTC(2026, 0, 1);
    const id = freshUuid(now);
    expect(parseProcessId(id)).toBe(id);
    expect(id[14]).toBe('7');
    expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(now);
    expect(parseProcessId(freshUuid(1))).not.toBeNull();
  });

  it('comes after those drawn in the same millisecond', () => {
    const ids = Array.from({ length: 2_000 }, () => freshUuid(7));
    expect(ids).toEqual([...ids].sort());
  });

  it('is never drawn twice, and ends in every digit', () => {
    const ids = Array.from({ length: 10_000 }, () => freshUuid(5));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids.map((id) => id.slice(-1))).size).toBe(16);
  });
});
