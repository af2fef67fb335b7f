import type { IndexEntry } from '../shared/index-order.js';

/** At most `limit` leading entries that meet a condition. */
export function leading(
  entries: Iterable<IndexEntry>,
  limit: number,
  holds: (entry: IndexEntry) => boolean,
): IndexEntry[] {
  const found: IndexEntry[] = [];
  for (const entry of entries) {
    if (found.length >= limit || !holds(entry)) break;
    found.push(entry);
  }
  return found;
}
