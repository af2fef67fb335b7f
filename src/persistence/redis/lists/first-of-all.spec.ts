import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstOfAll } from './first-of-all.js';

const PARTITIONS = 16;
/** Numbers in order, each in some partition: any, or nearly always the same one. */
const lists = fc.oneof(
  fc.array(fc.nat(PARTITIONS - 1), { maxLength: 200 }),
  fc.array(
    fc.nat(40).map((n) => (n < PARTITIONS ? n : 7)),
    { maxLength: 200 },
  ),
);

describe('the first of all partitions', () => {
  it('are the first of the whole list, however it is spread', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 120 }), async (owners, limit) => {
        const { first } = await ask(owners, limit);
        expect(first).toEqual(owners.map((_, nth) => nth).slice(0, limit));
      }),
    );
  });

  it('take one round, and a fraction of what the partitions have, where they are about equal', async () => {
    const owners = Array.from({ length: 1_600 }, (_, nth) => (nth * 7) % PARTITIONS);
    const { rounds, read } = await ask(owners, 50);
    expect(rounds).toBe(1);
    expect(read).toBeLessThan(200);
  });

  it('take a second round where one partition has nearly all', async () => {
    const owners = Array.from({ length: 100 }, () => 3);
    expect((await ask(owners, 50)).rounds).toBe(2);
  });

  it('are asked for again where a part that is cut shows nothing', async () => {
    const partitions = Array.from({ length: PARTITIONS }, (_, nth) => nth);
    const first = await firstOfAll(partitions, { limit: 40, isBefore: ascending }, (partition, limit) => {
      if (partition > 0) return Promise.resolve({ entries: [partition], isCut: false });
      return Promise.resolve(limit < 40 ? { entries: [], isCut: true } : { entries: [-2, -1], isCut: false });
    });
    expect(first).toEqual([-2, -1, ...partitions.slice(1)]);
  });
});

async function ask(owners: readonly number[], limit: number) {
  let [calls, read] = [0, 0];
  const partitions = Array.from({ length: PARTITIONS }, (_, nth) => nth);
  const first = await firstOfAll(partitions, { limit, isBefore: ascending }, (partition, count) => {
    const own = owners.flatMap((owner, nth) => (owner === partition ? [nth] : []));
    const entries = own.slice(0, count);
    calls++;
    read += entries.length;
    return Promise.resolve({ entries, isCut: entries.length === count });
  });
  return { first, read, rounds: calls / PARTITIONS };
}

function ascending(one: number, other: number): boolean {
  return one < other;
}
