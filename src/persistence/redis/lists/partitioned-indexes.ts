import { type IndexEntry, type IndexPosition, isNewer, isOlder } from '../../shared/index-order.js';
import { firstOfAll } from './first-of-all.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, processIds, scoresReply } from '../server/replies.js';

/** The keys of indexes of a partition that have no entries in common. */
type IndexesOf = (partition: PartitionKeys) => readonly string[];
type IndexOf = (partition: PartitionKeys) => string;

/** Indexes by time that every partition has, each as one list. Members that are not ids are skipped. */
export class PartitionedIndexes {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /** The first `limit` entries after a position, highest time first. */
  async after(from: IndexPosition, limit: number, indexesOf: IndexesOf): Promise<IndexEntry[]> {
    return firstOfAll(this.keys.partitions, { limit, isBefore: isNewer }, async (partition, count) => {
      const args = [scoreOf(from), from.id, count];
      const page = listReply(await this.link.run('pageOfProcesses', { keys: indexesOf(partition), args }));
      return { entries: entriesOf(page), isCut: page.length === 2 * count };
    });
  }

  /**
   * The first `limit` entries, lowest time first.
   *
   * @param end the last time, or with `(` before it the first that is too late
   */
  async lowest(end: number | `(${number}`, limit: number, indexOf: IndexOf): Promise<IndexEntry[]> {
    return firstOfAll(this.keys.partitions, { limit, isBefore: isOlder }, async (partition, count) => {
      const index = indexOf(partition);
      const range = await this.link.ask((client) =>
        client.zrangebyscore(index, '-inf', end, 'WITHSCORES', 'LIMIT', 0, count),
      );
      return { entries: entriesOf(range), isCut: range.length === 2 * count };
    });
  }
}

/** The time of a position as Redis takes a score; another program may have entered an infinite one. */
function scoreOf({ at }: IndexPosition): string {
  return String(at).replace('Infinity', 'inf');
}

function entriesOf(reply: readonly unknown[]): IndexEntry[] {
  return scoresReply(reply).flatMap(([member, at]) => processIds([member]).map((id) => ({ id, at })));
}
