import { dueIndex, kindOfIndex } from '../../decisions/domain/places.js';
import type {
  DueEntry,
  DueQuery,
  DueWork,
  QueueLength,
} from '../../decisions/domain/ports/process.repository.js';
import { isQueue } from '../../decisions/domain/queues.js';
import type { ProcessIndexes } from './process-indexes.js';
import { type IndexEntry, isBefore, type SortedIndex } from './sorted-index.js';

/** The longest due of several queues, and when the next will be. */
export function dueWork(indexes: ProcessIndexes, { queues, now, limit, after }: DueQuery): DueWork {
  const all = queues.map((queue) => indexes.of(dueIndex(queue)));
  const entries = all.flatMap((index) => leading(from(index, after), limit, now));
  entries.sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const next = all.flatMap((index) => leading(index.after({ at: now, id: LAST_ID }), 1, Infinity));
  return {
    entries: entries.slice(0, limit).map(({ at, id }) => ({ id, runAt: at })),
    nextAt: next.length === 0 ? null : Math.min(...next.map(({ at }) => at)),
  };
}

export function queueLengths(indexes: ProcessIndexes): readonly QueueLength[] {
  return indexes.names.flatMap((name) => {
    const queue = name.slice('due:'.length);
    return kindOfIndex(name) === 'due' && isQueue(queue) ? [{ queue, length: indexes.of(name).size }] : [];
  });
}

/** Stands after every id. */
const LAST_ID = 'g' as IndexEntry['id'];

function from(index: SortedIndex, after: DueEntry | undefined): Iterable<IndexEntry> {
  return after ? index.after({ at: after.runAt, id: after.id }) : index.ascending();
}

function leading(entries: Iterable<IndexEntry>, limit: number, now: number): IndexEntry[] {
  const found: IndexEntry[] = [];
  for (const entry of entries) {
    if (found.length >= limit || entry.at > now) break;
    found.push(entry);
  }
  return found;
}
