import { inboxesOf } from '../../../decisions/domain/indexes/index-names.js';
import type { RequestPage, RequestQuery, WaitingHead } from '../../../decisions/domain/ports/list.queries.js';
import type { TimedEntry } from '../../../decisions/domain/ports/due.queries.js';
import type { RecordReader } from '../records/record-reader.js';
import { fromCursor, toCursor } from '../../shared/page-cursor.js';
import type { TimedProcesses } from './timed-processes.js';

/** Later than every score of the lists. */
const ANY_TIME = Number.MAX_SAFE_INTEGER;

/** Pages of open requests: one round for the ids of all partitions, one for the records of the page. */
export class RequestListing {
  constructor(
    private readonly times: TimedProcesses,
    private readonly records: RecordReader,
  ) {}

  async page({ only, limit, cursor }: RequestQuery): Promise<RequestPage> {
    const inboxes = inboxesOf(only);
    const { entries } = await this.times.first(
      (partition) => inboxes.map((index) => partition.index(index)),
      {
        now: ANY_TIME,
        // A process may be in two of the lists, and one more than the page has shows whether it is the last page.
        limit: inboxes.length * (limit + 1),
        ...(cursor === undefined ? {} : { after: fromCursor(cursor) }),
      },
    );
    const distinct = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
    const page = distinct.slice(0, limit);
    const last = page.at(-1);
    const heads = await Promise.all(page.map((entry) => this.head(entry)));
    return {
      processes: heads.filter((head) => head !== null),
      nextCursor: distinct.length > limit && last ? toCursor(last) : null,
    };
  }

  /** `null` for what is gone, cannot be read, or no longer waits. */
  private async head({ id }: TimedEntry): Promise<WaitingHead | null> {
    const head = await this.records.readableHead(id);
    if (head?.status === 'waiting') return head;
    if (head !== null) await this.records.mend(id);
    return null;
  }
}
