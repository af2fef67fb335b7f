import { URLSearchParams } from 'node:url';
import { PAGE, shaped } from '../lib/shapes.mjs';

const PAGE_SIZE = '200';

/**
 * Pages of processes, one or all of them, as the options of the call have it. One of them is the first that has any: of a
 * rare engine those before may be empty.
 */
export async function* pages({ service, options }) {
  const { status, label, engine, all, limit = all ? PAGE_SIZE : undefined } = options;
  let { cursor } = options;
  for (;;) {
    const filters = { status, label, engine, limit, cursor };
    const query = Object.entries(filters).filter(([, value]) => value !== undefined);
    const answer = await service.ask(`/decisions/processes?${new URLSearchParams(query)}`);
    const { processes, next_cursor: next } = shaped(answer.body, PAGE);
    const isWanted = all || processes.length > 0 || !next;
    if (isWanted) yield answer;
    if (!next || (isWanted && !all)) return;
    cursor = next;
  }
}
