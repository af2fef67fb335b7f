import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { PartitionedIndexes } from './partitioned-indexes.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { wholeReply } from '../server/replies.js';

/** Ids of one call of the script: few enough that Redis is never held for 10 ms. */
const BATCH = 200;

interface Dependencies {
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly indexes: PartitionedIndexes;
  readonly schema: number;
}

/** Retention: ranges of ids first, then a script that looks again at each before it removes it. */
export class SettledRemoval {
  private readonly link: RedisLink;
  private readonly keys: ProcessKeys;
  private readonly indexes: PartitionedIndexes;
  private readonly schema: number;

  constructor({ link, keys, indexes, schema }: Dependencies) {
    this.link = link;
    this.keys = keys;
    this.indexes = indexes;
    this.schema = schema;
  }

  async remove(before: number, limit: number): Promise<number> {
    let removed = 0;
    let left = 0;
    while (removed < limit) {
      const wanted = Math.min(BATCH, limit - removed);
      const longest = await this.indexes.lowest(`(${before}`, left + wanted, ({ settled }) => settled);
      const batch = longest.slice(left).map(({ id }) => id);
      if (batch.length === 0) break;
      const went = await this.removeAll(before, batch);
      removed += went;
      left += batch.length - went;
    }
    return removed;
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
