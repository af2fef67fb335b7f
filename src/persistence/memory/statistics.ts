import { type ListFilter, listsOf } from '../../decisions/domain/indexes/index-names.js';
import type { ProcessStatistics } from '../../decisions/domain/ports/list.queries.js';
import { byStatus, PROCESS_STATUSES, type ProcessStatus } from '../../decisions/domain/process-status.js';
import type { ProcessIndexes } from './process-indexes.js';
import type { SortedIndex } from './sorted-index.js';

/** The lists by creation that together have every process that meets a filter. */
export function byCreation(
  indexes: ProcessIndexes,
  statuses: readonly ProcessStatus[],
  filter: ListFilter,
): SortedIndex[] {
  return listsOf(statuses, filter).map((list) => indexes.of(list));
}

/** Counts and ages, made from the sizes and the ends of the lists by creation. */
export function statistics(
  indexes: ProcessIndexes,
  createdBefore: readonly number[],
  owner: string | undefined,
): ProcessStatistics {
  const listsWith = (...statuses: ProcessStatus[]) => byCreation(indexes, statuses, { owner });
  const oldest = (status: ProcessStatus) => listsWith(status)[0]?.first?.at ?? null;
  const all = listsWith(...PROCESS_STATUSES);
  return {
    counts: byStatus((status) => sum(listsWith(status).map(({ size }) => size))),
    oldestPendingAt: oldest('pending'),
    oldestWaitingAt: oldest('waiting'),
    createdBefore: createdBefore.map((at) => sum(all.map((list) => list.countBefore({ at, id: '' })))),
    quarantined: 0,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
