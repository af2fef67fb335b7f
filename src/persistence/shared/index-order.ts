import type { ProcessId } from '../../decisions/domain/ids.js';

/** A position in an index by time: entries of one time are in the order of their ids. */
export interface IndexPosition {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Empty for a position before every entry of the same time. */
  readonly id: string;
}

/** A process at its position in an index. */
export interface IndexEntry extends IndexPosition {
  readonly id: ProcessId;
}

/** Newer than every entry: ids are hex digits, which sort before this character on every server. */
export const NEWEST: IndexPosition = { at: Infinity, id: 'g' };

/** Of a later time, or of the same time with the higher id. */
export function isNewer(one: IndexPosition, other: IndexPosition): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}

/** Of an earlier time, or of the same time with the lower id. */
export function isOlder(one: IndexPosition, other: IndexPosition): boolean {
  return isNewer(other, one);
}
