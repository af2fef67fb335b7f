import type { ProcessId } from '../../../decisions/domain/ids.js';
import { placesOf } from '../../../decisions/domain/indexes/places.js';
import { SETTLED } from '../../../decisions/domain/indexes/index-names.js';
import { messageOf } from '../records/write-commands.js';
import { fenceText } from '../records/record-encoding.js';
import type { RecordReader } from '../records/record-reader.js';
import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { wholeReply } from '../server/replies.js';
import type { ScriptCall } from '../server/scripts.js';
import type { PartitionedIndexes } from './partitioned-indexes.js';

/** How many ids one call of the script gets: few enough that Redis is never blocked for 10 ms. */
const BATCH = 200;

interface Dependencies {
  readonly link: RedisLink;
  readonly keys: ProcessKeys;
  readonly indexes: PartitionedIndexes;
  readonly records: RecordReader;
}

/** Retention: first ranges of ids, then their heads, then a script that removes those that have not changed. */
export class SettledRemoval {
  private readonly link: RedisLink;
  private readonly keys: ProcessKeys;
  private readonly indexes: PartitionedIndexes;
  private readonly records: RecordReader;

  constructor({ link, keys, indexes, records }: Dependencies) {
    this.link = link;
    this.keys = keys;
    this.indexes = indexes;
    this.records = records;
  }

  async remove(before: number, limit: number): Promise<number> {
    let removed = 0;
    let left = 0;
    while (removed < limit) {
      const wanted = Math.min(BATCH, limit - removed);
      const longest = await this.indexes.lowest(`(${before}`, left + wanted, (each) => each.index(SETTLED));
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
      [...partitions].map((keys) => {
        const own = batch.filter((id) => this.keys.of(id) === keys);
        return this.removeOf(keys, before, own);
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private async removeOf(keys: PartitionKeys, before: number, ids: readonly ProcessId[]): Promise<number> {
    const looks = await Promise.all(ids.map((id) => this.removable(keys, before, id)));
    const found = looks.filter((each) => each !== null);
    if (found.length === 0) return 0;
    const reply = await this.link.run('removeSettledProcesses', {
      keys: found.flatMap((each) => each.keys),
      args: [this.keys.changes, ...found.flatMap((each) => each.args)],
    });
    return wholeReply(reply);
  }

  /**
   * What the script takes for one process; `null` for one that must stay, because it is not what the index says, cannot
   * be read or was written by a later version.
   */
  private async removable(keys: PartitionKeys, before: number, id: ProcessId): Promise<ScriptCall | null> {
    const look = await this.records.look(id);
    if (look.found === 'nothing') {
      const indexes = [...keys.fixed.map(({ key }) => key), keys.times];
      return {
        keys: [keys.process(id), ...indexes],
        args: [id, '', `${id} 0 removed`, indexes.length],
      };
    }
    if (look.found !== 'process') return null;
    const places = placesOf(look.head);
    if (!places.some(({ index, score }) => index === SETTLED && score < before)) return null;
    const indexes = [...places.map(({ index }) => keys.index(index)), keys.times];
    return {
      keys: [keys.process(id), ...indexes],
      args: [id, fenceText(look.head), messageOf(look.head, 'removed'), indexes.length],
    };
  }
}
