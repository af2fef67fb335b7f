import type { QuarantinedRecord, QuarantineQuery } from '../../../decisions/domain/ports/list.queries.js';
import { pageStart, toCursor } from '../../shared/page-cursor.js';
import type { PartitionedIndexes } from './partitioned-indexes.js';

/** The range of `Date`; another program may have entered any other number. */
const LATEST_TIME = 8.64e15;

/** A page of what is in quarantine. */
export async function quarantinePage(
  indexes: PartitionedIndexes,
  { cursor, limit }: QuarantineQuery,
): Promise<{ records: Pick<QuarantinedRecord, 'id' | 'foundAt'>[]; nextCursor: string | null }> {
  const entries = await indexes.after(pageStart({ cursor }), limit + 1, ({ quarantine }) => [quarantine]);
  const page = entries.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(({ id, at }) => ({ id, foundAt: asTime(at) })),
    nextCursor: entries.length > limit && last !== undefined ? toCursor(last) : null,
  };
}

function asTime(score: number): number {
  return Math.trunc(Math.min(Math.max(score, -LATEST_TIME), LATEST_TIME));
}
