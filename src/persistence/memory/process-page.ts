import { type DecisionProcess, summaryOf } from '../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../decisions/domain/ids.js';
import type { ProcessPage, ProcessQuery } from '../../decisions/domain/ports/process.repository.js';
import { fromCursor, toCursor } from './page-cursor.js';
import type { IndexEntry, IndexPosition, SortedIndex } from './sorted-index.js';

/** How many processes one page looks at for a label, so that a rare one costs many pages and not one long one. */
const EXAMINED_AT_MOST = 1_000;

/** One page of the processes in `index`, which is by creation. */
export function pageOf(
  index: SortedIndex,
  query: ProcessQuery,
  find: (id: ProcessId) => DecisionProcess | undefined,
): ProcessPage {
  const found: DecisionProcess[] = [];
  let examined = 0;
  let last: IndexEntry | null = null;
  for (const entry of index.descending(startOf(query))) {
    if (entry.at < (query.createdAfter ?? -Infinity)) break;
    if (last !== null && (found.length >= query.limit || examined >= EXAMINED_AT_MOST)) {
      return { processes: found.map(summaryOf), nextCursor: toCursor(last) };
    }
    const process = find(entry.id);
    if (process !== undefined && hasLabel(process, query)) found.push(process);
    examined += 1;
    last = entry;
  }
  return { processes: found.map(summaryOf), nextCursor: null };
}

/** A page holds what is older than this. */
function startOf({ cursor, createdBefore = Infinity }: ProcessQuery): IndexPosition {
  const last = cursor === undefined ? null : fromCursor(cursor);
  return last === null || createdBefore <= last.at ? { at: createdBefore, id: '' } : last;
}

function hasLabel({ labels }: DecisionProcess, { label }: ProcessQuery): boolean {
  return label === undefined || labels[label.name] === label.value;
}
