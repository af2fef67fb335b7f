import type { ProcessId } from '../../decisions/domain/ids.js';
import { isBefore, type PagePosition, scoreOf } from './page-cursor.js';
import type { PartitionKeys, ProcessKeys } from './process-keys.js';
import type { RedisLink } from './redis-link.js';
import { listReply, processIds, scoresReply } from './replies.js';

/** An entry of an index by time. */
export interface IndexEntry extends PagePosition {
  readonly id: ProcessId;
}

/** An index that every partition has, as one list. */
export class IndexPages {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /** The first `limit` entries after a position, highest time first. One round for all partitions. */
  async after(
    from: PagePosition,
    limit: number,
    indexOf: (partition: PartitionKeys) => string,
  ): Promise<IndexEntry[]> {
    const each = await Promise.all(
      this.keys.partitions.map((partition) => this.entriesOf(indexOf(partition), from, limit)),
    );
    return each
      .flat()
      .sort((one, other) => (isBefore(one, other) ? -1 : 1))
      .slice(0, limit);
  }

  private async entriesOf(index: string, from: PagePosition, limit: number): Promise<IndexEntry[]> {
    const reply = await this.link.ask((client) =>
      client.pageOfProcesses(index, scoreOf(from), from.id, limit),
    );
    return scoresReply(listReply(reply)).flatMap(([member, at]) =>
      processIds([member]).map((id) => ({ id, at })),
    );
  }
}
