import type { ProcessId } from '../../src/decisions/domain/ids.js';
import type { ProcessRepository } from '../../src/decisions/domain/ports/process.repository.js';
import { dueIndex } from '../../src/decisions/domain/indexes/index-names.js';
import { queueFor, suspectsOf } from '../../src/decisions/domain/indexes/queues.js';

/** The queues of the engine that processes of tests have unless they say otherwise. */
export const QUEUES = [queueFor('analytic', 1), suspectsOf('analytic', 1)] as const;

/** Where pending processes of tests are found, unless they are suspects. */
export const DUE = dueIndex(QUEUES[0]);

/** Ids of what is due of that engine, the longest due first. */
export async function dueIds(
  processes: Pick<ProcessRepository, 'due'>,
  now: number,
  limit: number,
): Promise<ProcessId[]> {
  const { entries } = await processes.due({ queues: QUEUES, now, limit });
  return entries.map(({ id }) => id);
}
