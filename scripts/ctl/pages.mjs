import { URLSearchParams } from 'node:url';
import { PAGE, shaped } from '../lib/shapes.mjs';

const PAGE_SIZE = '200';

/** Pages of processes, one or all of them, as the options of the call have it. `body` holds only those of the engine. */
export async function* pages({ service, options }) {
  const { status, label, engine, all, limit = all ? PAGE_SIZE : undefined } = options;
  let { cursor } = options;
  do {
    const query = Object.entries({ status, label, limit, cursor }).filter(([, value]) => value !== undefined);
    const answer = await service.ask(`/decisions/processes?${new URLSearchParams(query)}`);
    const { next_cursor: next } = shaped(answer.body, PAGE);
    yield engine === undefined ? answer : { ...answer, ...ofEngine(answer.body, engine) };
    cursor = next;
  } while (all && cursor);
}

/** The API has no such filter: a page may hold fewer than it was asked for. */
function ofEngine(body, engine) {
  const [name, version] = engine.split('@');
  const processes = body.processes.filter(
    (process) =>
      process.engine === name && (version === undefined || String(process.engine_version) === version),
  );
  const page = { ...body, processes };
  return { body: page, text: JSON.stringify(page) };
}
