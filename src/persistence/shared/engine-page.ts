import {
  type EngineFilter,
  LOOKED_AT_ONCE,
  type ProcessPage,
  type ProcessQuery,
} from '../../decisions/domain/ports/list.queries.js';
import type { ProcessSummary } from '../../decisions/domain/process-summary.js';
import { toCursor } from './page-cursor.js';

/** So many are read at a time; so little is read in vain where most are of the engine. */
const READ_AT_ONCE = 200;

type Pages = (query: ProcessQuery) => Promise<ProcessPage>;

/** A page of one engine, picked out of pages of all engines until it is full or enough has been looked at. */
export async function pageOfEngine(
  { engine, ...query }: ProcessQuery & { readonly engine: EngineFilter },
  pageOf: Pages,
): Promise<ProcessPage> {
  const found: ProcessSummary[] = [];
  let from: Pick<ProcessQuery, 'cursor'> = query;
  for (let looked = 0; looked < LOOKED_AT_ONCE; looked += READ_AT_ONCE) {
    const page = await pageOf({ ...query, ...from, limit: READ_AT_ONCE });
    found.push(...page.processes.filter((process) => isOf(process, engine)));
    if (found.length >= query.limit) return full(found, query.limit, page);
    if (page.nextCursor === null) return { processes: found, nextCursor: null };
    from = { cursor: page.nextCursor };
  }
  return { processes: found, nextCursor: from.cursor ?? null };
}

/** Goes on right after its last process; what else was read is read again. */
function full(
  found: readonly ProcessSummary[],
  limit: number,
  { processes, nextCursor }: ProcessPage,
): ProcessPage {
  const last = found[limit - 1];
  const isEnd = last === undefined || last.id === processes.at(-1)?.id;
  return {
    processes: found.slice(0, limit),
    nextCursor: isEnd ? nextCursor : toCursor({ at: last.createdAt, id: last.id }),
  };
}

function isOf({ engine, engineVersion }: ProcessSummary, { name, version }: EngineFilter): boolean {
  return engine === name && (version === undefined || engineVersion === version);
}
