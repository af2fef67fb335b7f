import type { ProcessSummary } from '../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../decisions/domain/ids.js';
import type { ProcessPage, ProcessQuery } from '../../decisions/domain/process.repository.js';
import { fromCursor, isBefore, laterPosition, type PagePosition, scoreOf, toCursor } from './page-cursor.js';
import type { PartitionKeys, ProcessKeys } from './process-keys.js';
import type { ProcessRecords } from './process-records.js';
import type { RedisLink } from './redis-link.js';
import { listReply, processIds, scoresReply } from './replies.js';

/** Before every entry: ids are hex digits, which sort before this one wherever the server is. */
const NEWEST: PagePosition = { createdAt: Infinity, id: 'g' };

/** An entry of an index by creation time. */
interface Entry extends PagePosition {
  readonly id: ProcessId;
}

/** Pages over all partitions: one round for the ids of each, one for the records of those that make the page. */
export class ProcessListing {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
    private readonly records: ProcessRecords,
  ) {}

  async page(query: ProcessQuery): Promise<ProcessPage> {
    const entries = await this.entries(query);
    const page = entries.slice(0, query.limit);
    const last = page.at(-1);
    const summaries = await Promise.all(page.map((entry) => this.summary(entry, query)));
    return {
      processes: summaries
        .filter((summary) => summary !== null)
        .filter((summary) => hasLabel(summary, query)),
      nextCursor: entries.length > query.limit && last !== undefined ? toCursor(last) : null,
    };
  }

  /** One more than the page has, so that a last page is known as such. */
  private async entries(query: ProcessQuery): Promise<Entry[]> {
    const from = startOf(query);
    const oldest = query.createdAfter ?? -Infinity;
    const each = await Promise.all(
      this.keys.partitions.map((partition) => this.entriesOf(partition, query, from)),
    );
    return each
      .flat()
      .filter(({ createdAt }) => createdAt >= oldest)
      .sort((one, other) => (isBefore(one, other) ? -1 : 1))
      .slice(0, query.limit + 1);
  }

  private async entriesOf(
    partition: PartitionKeys,
    query: ProcessQuery,
    from: PagePosition,
  ): Promise<Entry[]> {
    const index = query.status === undefined ? partition.times : partition.status(query.status);
    const reply = await this.link.ask((client) =>
      client.pageOfProcesses(index, scoreOf(from), from.id, query.limit + 1),
    );
    return scoresReply(listReply(reply)).flatMap(([member, createdAt]) =>
      processIds([member]).map((id) => ({ id, createdAt })),
    );
  }

  /** `null` for what is gone, cannot be read, or has another status by now. */
  private async summary(entry: Entry, query: ProcessQuery): Promise<ProcessSummary | null> {
    const summary = await this.records.summary(entry.id);
    if (summary === null) return null;
    const listed = query.status === undefined || query.status === summary.status;
    if (listed && summary.createdAt === entry.createdAt) return summary;
    await this.records.repair(entry.id);
    return listed ? summary : null;
  }
}

function startOf({ cursor, createdBefore }: ProcessQuery): PagePosition {
  const bound = createdBefore === undefined ? NEWEST : { createdAt: createdBefore, id: '' };
  return cursor === undefined ? bound : laterPosition(fromCursor(cursor), bound);
}

function hasLabel(summary: ProcessSummary, { label }: ProcessQuery): boolean {
  return (
    label === undefined ||
    (Object.hasOwn(summary.labels, label.name) && summary.labels[label.name] === label.value)
  );
}
