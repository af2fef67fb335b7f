import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProcessId } from '../../../test/support/a-process.js';
import type { IndexEntry } from '../shared/index-order.js';
import { SortedIndex } from './sorted-index.js';

/** Few ids and times, so that entries collide; many writes, so that chunks are split and emptied. */
const IDS = Array.from({ length: 40 }, aProcessId);
const entries = fc.record({ at: fc.integer({ min: -20, max: 20 }), id: fc.constantFrom(...IDS) });
const writes = fc.array(fc.tuple(fc.boolean(), entries), { maxLength: 3_000, size: 'max' });

describe('SortedIndex', () => {
  it('is empty at first', () => {
    const index = new SortedIndex();
    expect([index.size, index.first]).toEqual([0, null]);
    expect([...index.ascending(), ...index.descending({ at: Infinity, id: '' })]).toEqual([]);
    expect(index.countBefore({ at: Infinity, id: '' })).toBe(0);
    index.delete({ at: 1, id: aProcessId() });
    expect(index.size).toBe(0);
  });

  it('holds what an array sorted after each write holds', () => {
    fc.assert(
      fc.property(writes, entries, (program, position) => {
        const { index, model } = run(program);
        const before = model.filter((entry) => compare(entry, position) < 0);
        expect([...index.ascending()]).toEqual(model);
        expect([...index.descending(position)]).toEqual(before.toReversed());
        expect(index.countBefore(position)).toBe(before.length);
        expect([index.size, index.first]).toEqual([model.length, model[0] ?? null]);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the order of entries that arrive in, against and out of order, and gives them all back', () => {
    const rising = Array.from({ length: 5_000 }, (_, at) => ({ at, id: aProcessId() }));
    const shuffled = rising.map((_, nth) => rising[(nth * 1_999) % rising.length] ?? rising[0]);
    for (const arriving of [rising, rising.toReversed(), shuffled]) {
      const index = new SortedIndex();
      for (const entry of arriving) if (entry !== undefined) index.add(entry);
      expect([...index.ascending()]).toEqual(rising);
      expect(index.countBefore({ at: 4_321, id: '' })).toBe(4_321);
      for (const entry of arriving) if (entry !== undefined) index.delete(entry);
      expect([index.size, [...index.ascending()]]).toEqual([0, []]);
    }
  });

  it('puts the empty id before all entries of the same time', () => {
    const index = new SortedIndex();
    const entry = { at: 7, id: aProcessId() };
    index.add(entry);
    expect(index.countBefore({ at: 7, id: '' })).toBe(0);
    expect([...index.descending({ at: 8, id: '' })]).toEqual([entry]);
  });
});

function run(program: readonly (readonly [boolean, IndexEntry])[]) {
  const index = new SortedIndex();
  const model = new Map<string, IndexEntry>();
  for (const [adds, entry] of program) {
    const key = `${entry.at} ${entry.id}`;
    if (!adds) index.delete(entry);
    else if (!model.has(key)) index.add(entry);
    if (adds) model.set(key, entry);
    else model.delete(key);
  }
  return { index, model: [...model.values()].sort(compare) };
}

function compare(one: IndexEntry, other: IndexEntry): number {
  return one.at - other.at || (one.id < other.id ? -1 : Number(one.id > other.id));
}
