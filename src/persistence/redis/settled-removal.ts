import type { ProcessId } from '../../decisions/domain/ids.js';
import type { PartitionKeys, ProcessKeys } from './process-keys.js';
import type { RedisLink } from './redis-link.js';
import { lowestFirst, processIds, scoresReply, wholeReply } from './replies.js';

/** Ids of one call of the script: few enough that Redis is never held for 10 ms. */
const BATCH = 200;

/** Retention: ranges of ids first, then a script that looks again at each before it removes it. */
export class SettledRemoval {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
    private readonly schema: number,
  ) {}

  async remove(before: number, limit: number): Promise<number> {
    let removed = 0;
    let left = 0;
    while (removed < limit) {
      const wanted = Math.min(BATCH, limit - removed);
      const batch = (await this.longestSettled(before, { skip: left, limit: wanted })).slice(
        left,
        left + wanted,
      );
      if (batch.length === 0) break;
      const went = await this.removeAll(before, batch);
      removed += went;
      left += batch.length - went;
    }
    return removed;
  }

  /**
   * More than `skip`, if there are, and about `limit` more. Partitions have about equal parts, so each is asked for
   * twice its part; what lies beyond the end of an answer that was cut short is not in order, and left out.
   */
  private async longestSettled(
    before: number,
    { skip, limit }: { skip: number; limit: number },
  ): Promise<ProcessId[]> {
    const { partitions } = this.keys;
    const part = skip + Math.ceil((2 * limit) / partitions.length);
    const replies = await Promise.all(
      partitions.map(({ settled }) =>
        this.link.ask((client) =>
          client.zrangebyscore(settled, '-inf', `(${before}`, 'WITHSCORES', 'LIMIT', 0, part),
        ),
      ),
    );
    const each = replies.map(scoresReply);
    const ends = new Set(each.map((entries) => entries[part - 1]?.[0]));
    const merged = lowestFirst(each.flat()).map(([id]) => id);
    const end = merged.findIndex((id) => ends.has(id));
    return processIds(end === -1 ? merged : merged.slice(0, end + 1));
  }

  private async removeAll(before: number, batch: readonly ProcessId[]): Promise<number> {
    const partitions = new Set(batch.map((id) => this.keys.of(id)));
    const counts = await Promise.all(
      [...partitions].map((keys) =>
        this.removeOf(
          keys,
          before,
          batch.filter((id) => this.keys.of(id) === keys),
        ),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async removeOf(keys: PartitionKeys, before: number, ids: readonly ProcessId[]): Promise<number> {
    const settled = [keys.status('completed'), keys.status('failed'), keys.status('cancelled')];
    const all = [keys.times, keys.settled, ...settled, ...ids.map((id) => keys.process(id))];
    const reply = await this.link.ask((client) =>
      client.removeSettledProcesses(all.length, ...all, before, this.schema, this.keys.changes, ...ids),
    );
    return wholeReply(reply);
  }
}
