import { listsOf } from '../../../decisions/domain/indexes/index-names.js';
import type { ProcessStatistics } from '../../../decisions/domain/ports/list.queries.js';
import { byStatus, PROCESS_STATUSES } from '../../../decisions/domain/process-status.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, wholeReply } from '../server/replies.js';

/** For these indexes it tells how old the oldest entry is, by their positions among all, from 1. */
const WATCHED = (['pending', 'waiting'] as const)
  .map((status) => PROCESS_STATUSES.indexOf(status) + 1)
  .join(' ');

/** Counts of all partitions: in one call where one server has them all, otherwise in one for each. */
export async function countProcesses(
  link: RedisLink,
  { partitions }: ProcessKeys,
  createdBefore: readonly number[],
  owner: string | undefined,
): Promise<ProcessStatistics> {
  const groups = link.isCluster ? partitions.map((partition) => [partition]) : [partitions];
  const times = [...new Set(createdBefore)].sort((one, other) => other - one);
  const counts = await Promise.all(groups.map((group) => countsOf(link, group, times, owner)));
  const total = (nth: number) => counts.reduce((sum, each) => sum + wholeReply(each[nth]), 0);
  const oldest = (nth: number) => {
    const times = counts.map((each) => each.at(nth)).filter((createdAt) => createdAt !== '');
    return times.length === 0 ? null : Math.min(...times.map(Number));
  };
  return {
    quarantined: total(0),
    counts: byStatus((status) => total(1 + PROCESS_STATUSES.indexOf(status))),
    createdBefore: createdBefore.map((time) => total(1 + PROCESS_STATUSES.length + times.indexOf(time))),
    oldestPendingAt: oldest(-2),
    oldestWaitingAt: oldest(-1),
  };
}

async function countsOf(
  link: RedisLink,
  partitions: readonly PartitionKeys[],
  times: readonly number[],
  owner: string | undefined,
): Promise<readonly unknown[]> {
  const keys = [
    ...partitions.map(({ quarantine }) => quarantine),
    ...listsOf(PROCESS_STATUSES, { owner }).flatMap((list) =>
      partitions.map((partition) => partition.index(list)),
    ),
  ];
  const args = [partitions.length, WATCHED, ...times];
  return listReply(await link.run('processStatistics', { keys, args }));
}
