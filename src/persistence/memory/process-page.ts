import type { DecisionProcess } from '../../decisions/domain/decision-process.js';
import { summaryOf } from '../../decisions/domain/process-summary.js';
import type { ProcessId } from '../../decisions/domain/ids.js';
import type { ProcessPage, ProcessQuery } from '../../decisions/domain/ports/list.queries.js';
import { type IndexEntry, isNewer } from '../shared/index-order.js';
import { pageStart, toCursor } from '../shared/page-cursor.js';
import type { SortedIndex } from './sorted-index.js';

/** One page of the processes in `indexes`, each sorted by creation and without any process of the others. */
export function pageOf(
  indexes: readonly SortedIndex[],
  query: ProcessQuery,
  find: (id: ProcessId) => DecisionProcess | undefined,
): ProcessPage {
  const found: DecisionProcess[] = [];
  let last: IndexEntry | null = null;
  for (const entry of merged(indexes.map((index) => index.descending(pageStart(query))))) {
    if (entry.at < (query.createdAfter ?? -Infinity)) break;
    if (last !== null && found.length >= query.limit)
      return { processes: found.map(summaryOf), nextCursor: toCursor(last) };
    const process = find(entry.id);
    if (process !== undefined) found.push(process);
    last = entry;
  }
  return { processes: found.map(summaryOf), nextCursor: null };
}

/** The entries of several lists, each newest first, as one such list. */
function* merged(lists: readonly Iterator<IndexEntry, unknown>[]): Generator<IndexEntry> {
  const heads = lists.map((list) => ({ list, next: list.next() }));
  for (;;) {
    let newest: { readonly at: (typeof heads)[number]; readonly entry: IndexEntry } | null = null;
    for (const at of heads) {
      if (at.next.done === true) continue;
      if (newest === null || isNewer(at.next.value, newest.entry)) newest = { at, entry: at.next.value };
    }
    if (newest === null) return;
    yield newest.entry;
    newest.at.next = newest.at.list.next();
  }
}
