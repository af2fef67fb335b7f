import type { TimedQuery, TimedWork } from '../../decisions/domain/ports/due.queries.js';
import { isOlder, NEWEST } from '../shared/index-order.js';
import { leading } from './leading.js';
import type { SortedIndex } from './sorted-index.js';

/** The first entries of several indexes whose time has come, and the time of the next one. */
export function timedWork(all: readonly SortedIndex[], { now, limit, after }: TimedQuery): TimedWork {
  const entries = all.flatMap((index) =>
    leading(after ? index.after(after) : index.ascending(), limit, ({ at }) => at <= now),
  );
  entries.sort((one, other) => (isOlder(one, other) ? -1 : 1));
  const next = all.flatMap((index) => leading(index.after({ ...NEWEST, at: now }), 1, () => true));
  return {
    entries: entries.slice(0, limit).map(({ id, at }) => ({ id, at })),
    nextAt: next.length === 0 ? null : Math.min(...next.map(({ at }) => at)),
  };
}
