import { describe, expect, it } from '@jest/globals';
import { PARTITION_TAGS, partitionOf } from './partitions.js';
import { aProcessId } from '../../../../test/support/a-process.js';

const SLOTS = 16_384;

describe('partitions', () => {
  it('are named by tags that begin with their digit', () => {
    expect(PARTITION_TAGS.map((tag) => tag.slice(0, 1)).join('')).toBe('0123456789abcdef');
  });

  it('have slots in the middle of each sixteenth', () => {
    expect(PARTITION_TAGS.map(slotOf)).toEqual(PARTITION_TAGS.map((_, nth) => 1_024 * nth + 512));
  });

  it.each(Array.from({ length: 16 }, (_, nth) => nth + 1))(
    'share out evenly over %i equal masters',
    (masters) => {
      const shares = Array.from({ length: masters }, () => 0);
      for (const tag of PARTITION_TAGS) {
        const master = Math.floor((slotOf(tag) * masters) / SLOTS);
        shares[master] = (shares[master] ?? 0) + 1;
      }
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      expect(Math.min(...shares)).toBe(Math.floor(16 / masters));
    },
  );

  it('have the processes whose id ends in their digit', () => {
    const id = aProcessId();
    const all = PARTITION_TAGS.map((tag) => partitionOf(`${id.slice(0, -1)}${tag.slice(0, 1)}` as typeof id));
    expect(all).toEqual(PARTITION_TAGS.map((_, nth) => nth));
  });
});

/** CRC16/XMODEM of the tag, as the Redis Cluster specification has it. */
function slotOf(tag: string): number {
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc % SLOTS;
}
