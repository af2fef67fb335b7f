import type { ProcessHead } from '../../../decisions/domain/decision-process.js';
import { type ProcessSummary, summaryOf } from '../../../decisions/domain/process-summary.js';
import { listsOf } from '../../../decisions/domain/indexes/index-names.js';
import type { ProcessPage, ProcessQuery } from '../../../decisions/domain/ports/list.queries.js';
import { PROCESS_STATUSES } from '../../../decisions/domain/process-status.js';
import { pageOfEngine } from '../../shared/engine-page.js';
import type { IndexEntry } from '../../shared/index-order.js';
import { pageStart, toCursor } from '../../shared/page-cursor.js';
import type { PartitionedIndexes } from './partitioned-indexes.js';
import type { RecordReader } from '../records/record-reader.js';

/** Pages over all partitions: one round for the ids of each, one for the records of the page. */
export class ProcessListing {
  constructor(
    private readonly indexes: PartitionedIndexes,
    private readonly records: RecordReader,
  ) {}

  page(query: ProcessQuery): Promise<ProcessPage> {
    const { engine } = query;
    if (engine === undefined) return this.pageOfAny(query);
    return pageOfEngine({ ...query, engine }, (each) => this.pageOfAny(each));
  }

  private async pageOfAny(query: ProcessQuery): Promise<ProcessPage> {
    const entries = await this.entries(query);
    const page = entries.slice(0, query.limit);
    const last = page.at(-1);
    // An index that is wrong may have a process twice; the index check corrects that.
    const distinct = [...new Map(page.map((entry) => [entry.id, entry])).values()];
    const summaries = await Promise.all(distinct.map((entry) => this.summary(entry, query)));
    return {
      processes: summaries.filter((summary) => summary !== null),
      nextCursor: entries.length > query.limit && last !== undefined ? toCursor(last) : null,
    };
  }

  /** One more than the page has, to know whether it is the last page. */
  private async entries(query: ProcessQuery): Promise<IndexEntry[]> {
    const { status, createdAfter = -Infinity, limit } = query;
    const lists = listsOf(status === undefined ? PROCESS_STATUSES : [status], query);
    const entries = await this.indexes.after(pageStart(query), limit + 1, (partition) =>
      lists.map((list) => partition.index(list)),
    );
    return entries.filter(({ at }) => at >= createdAfter);
  }

  /** `null` for what is gone, cannot be read, or no longer meets the query. */
  private async summary(entry: IndexEntry, query: ProcessQuery): Promise<ProcessSummary | null> {
    const head = await this.records.readableHead(entry.id);
    if (head === null) return null;
    const listed = meets(head, query);
    if (!listed || head.createdAt !== entry.at) await this.records.mend(entry.id);
    return listed ? summaryOf(head) : null;
  }
}

function meets({ status, owner, labels }: ProcessHead, query: ProcessQuery): boolean {
  const { label } = query;
  return (
    (query.status === undefined || query.status === status) &&
    (query.owner === undefined || query.owner === owner) &&
    (label === undefined || (Object.hasOwn(labels, label.name) && labels[label.name] === label.value))
  );
}
