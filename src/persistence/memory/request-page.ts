import type { DecisionProcess } from '../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../decisions/domain/ids.js';
import type { RequestPage, RequestQuery } from '../../decisions/domain/ports/list.queries.js';
import { fromCursor, toCursor } from '../shared/page-cursor.js';
import type { SortedIndex } from './sorted-index.js';
import { timedWork } from './timed-work.js';

/** One page of the processes in the lists of open requests, each once. */
export function requestPage(
  inboxes: readonly SortedIndex[],
  { limit, cursor }: RequestQuery,
  find: (id: ProcessId) => DecisionProcess | undefined,
): RequestPage {
  const after = cursor === undefined ? {} : { after: fromCursor(cursor) };
  // A process may be in each of the lists, and one more than the page has shows whether it is the last page.
  const { entries } = timedWork(inboxes, { now: Infinity, limit: inboxes.length * (limit + 1), ...after });
  const distinct = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  const page = distinct.slice(0, limit);
  const last = page.at(-1);
  return {
    processes: page.map(({ id }) => find(id)).filter((process) => process?.status === 'waiting'),
    nextCursor: distinct.length > limit && last ? toCursor(last) : null,
  };
}
