import type { ProcessId } from '../../../decisions/domain/ids.js';
import { firstOfAll } from './first-of-all.js';
import { isBefore, type PagePosition, scoreOf } from './page-cursor.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, processIds, scoresReply } from '../server/replies.js';

/** An entry of an index by time. */
export interface IndexEntry extends PagePosition {
  readonly id: ProcessId;
}

/** Keys of the indexes of a partition, none of which has an entry of another. */
type IndexesOf = (partition: PartitionKeys) => readonly string[];
type IndexOf = (partition: PartitionKeys) => string;

/** Indexes by time that every partition has, each as one list. Members that are no ids are passed over. */
export class PartitionedIndexes {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /** The first `limit` entries after a position, highest time first. */
  async after(from: PagePosition, limit: number, indexesOf: IndexesOf): Promise<IndexEntry[]> {
    return firstOfAll(this.keys.partitions, { limit, isBefore }, async (partition, count) => {
      const args = [scoreOf(from), from.id, count];
      const pages = await this.link.run('pageOfProcesses', { keys: indexesOf(partition), args });
      const entries = listReply(pages).flatMap((page) => entriesOf(listReply(page)));
      entries.sort((one, other) => (isBefore(one, other) ? -1 : 1));
      return { entries: entries.slice(0, count), isCut: entries.length >= count };
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
      return { entries: entriesOf(range), isCut: range.length === 2 * count };
    });
  }
}

function entriesOf(reply: readonly unknown[]): IndexEntry[] {
  return scoresReply(reply).flatMap(([member, at]) => processIds([member]).map((id) => ({ id, at })));
}
