import type { TimedEntry, TimedQuery, TimedWork } from '../../../decisions/domain/ports/due.queries.js';
import { isOlder } from '../../shared/index-order.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, processIds, scoresReply, textReply } from '../server/replies.js';

/** Indexes by the time when something happens, each spread over all partitions. */
export class TimedProcesses {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /**
   * The first entries of some indexes of every partition whose time has come: one call where one server has all
   * partitions.
   */
  async first(
    indexesOf: (partition: PartitionKeys) => readonly string[],
    { now, limit, after }: TimedQuery,
  ): Promise<TimedWork> {
    const { partitions } = this.keys;
    const groups = this.link.isCluster ? partitions.map((each) => [each]) : [partitions];
    const args = [now, limit, ...(after ? [after.at, after.id] : ['-inf'])];
    const parts = await Promise.all(
      groups.map((group) => this.link.run('timedProcesses', { keys: group.flatMap(indexesOf), args })),
    );
    const entries = parts.flatMap(entriesOf);
    entries.sort((one, other) => (isOlder(one, other) ? -1 : 1));
    const times = parts.map(nextAtOf).filter((time) => time !== null);
    return {
      entries: entries.slice(0, limit),
      nextAt: times.length === 0 ? null : Math.min(...times),
    };
  }
}

function nextAtOf(reply: unknown): number | null {
  const next = textReply(listReply(reply)[0]);
  return next === '' ? null : Number(next);
}

function entriesOf(reply: unknown): TimedEntry[] {
  return scoresReply(listReply(reply).slice(1)).flatMap(([member, at]) =>
    processIds([member]).map((id) => ({ id, at })),
  );
}
