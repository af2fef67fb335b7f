import type { ProcessId } from '../../../decisions/domain/ids.js';

/**
 * One hash tag per partition. A process belongs to the partition named by the last hex digit of its id, and each tag
 * begins with that digit. Tag n hashes to slot 1024 n + 512, the middle of the nth sixteenth of the slot range, so that
 * in any cluster of 1 to 16 equal masters each gets an even share; with the digits alone as tags some of 16 masters
 * would get no work.
 */
export const PARTITION_TAGS = [
  '0x42',
  '1ju8',
  '2fe6',
  '30ht',
  '4mgx',
  '5fir',
  '6bpd',
  '7awv',
  '8nex',
  '9ekr',
  'aal9',
  'bi42',
  'c3io',
  'dbrt',
  'eeyk',
  'felp',
] as const;

/** The slot of a partition in a cluster, by its position among the tags. */
export function slotOf(nth: number): number {
  return 1_024 * nth + 512;
}

/** The position of its partition among the tags: the last digit of an id is random, or of a digest. */
export function partitionOf(id: ProcessId): number {
  return Number.parseInt(id.slice(-1), 16);
}
