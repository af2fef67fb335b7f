import type { ProcessId } from '../../../decisions/domain/ids.js';
import { firstOfAll, type Part } from './first-of-all.js';
import { isBefore, type PagePosition, scoreOf } from './page-cursor.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, processIds, scoresReply } from '../server/replies.js';

/** An entry of an index by time. */
export interface IndexEntry extends PagePosition {
  readonly id: ProcessId;
}

type IndexOf = (partition: PartitionKeys) => string;

/** Indexes by time that every partition has, each as one list. Members that are no ids are passed over. */
export class PartitionedIndexes {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /** The first `limit` entries after a position, highest time first. */
  async after(from: PagePosition, limit: number, indexOf: IndexOf): Promise<IndexEntry[]> {
    return firstOfAll(this.keys.partitions, { limit, isBefore }, async (partition, count) => {
      const index = indexOf(partition);
      const page = await this.link.ask((client) =>
        client.pageOfProcesses(index, scoreOf(from), from.id, count),
      );
      return partOf(listReply(page), count);
    });
  }

  /**
   * The first `limit` entries, lowest time first.
   *
   * @param end the last time, or with `(` before it the first that is too late
   */
  async lowest(end: number | `(${number}`, limit: number, indexOf: IndexOf): Promise<IndexEntry[]> {
    const isLower = (one: IndexEntry, other: IndexEntry) => isBefore(other, one);
    return firstOfAll(this.keys.partitions, { limit, isBefore: isLower }, async (partition, count) => {
      const index = indexOf(partition);
      const range = await this.link.ask((client) =>
        client.zrangebyscore(index, '-inf', end, 'WITHSCORES', 'LIMIT', 0, count),
      );
      return partOf(range, count);
    });
  }
}

function partOf(reply: readonly unknown[], count: number): Part<IndexEntry> {
  const all = scoresReply(reply);
  const entries = all.flatMap(([member, at]) => processIds([member]).map((id) => ({ id, at })));
  return { entries, isCut: all.length === count };
}
