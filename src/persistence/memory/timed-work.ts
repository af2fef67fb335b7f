import type { TimedQuery, TimedWork } from '../../decisions/domain/ports/process.repository.js';
import { type IndexEntry, isOlder, NEWEST } from '../shared/index-order.js';
import type { SortedIndex } from './sorted-index.js';

/** The first entries of several indexes whose time has come, and the time of the next one. */
export function timedWork(all: readonly SortedIndex[], { now, limit, after }: TimedQuery): TimedWork {
  const entries = all.flatMap((index) => leading(after ? index.after(after) : index.ascending(), limit, now));
  entries.sort((one, other) => (isOlder(one, other) ? -1 : 1));
  const next = all.flatMap((index) => leading(index.after({ ...NEWEST, at: now }), 1, Infinity));
  return {
    entries: entries.slice(0, limit).map(({ id, at }) => ({ id, at })),
    nextAt: next.length === 0 ? null : Math.min(...next.map(({ at }) => at)),
  };
}

function leading(entries: Iterable<IndexEntry>, limit: number, now: number): IndexEntry[] {
  const found: IndexEntry[] = [];
  for (const entry of entries) {
    if (found.length >= limit || entry.at > now) break;
    found.push(entry);
  }
  return found;
}
