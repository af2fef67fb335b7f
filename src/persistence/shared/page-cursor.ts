import { InvalidCursor } from '../../decisions/domain/errors.js';
import { parseProcessId } from '../../decisions/domain/ids.js';
import type { ProcessQuery } from '../../decisions/domain/ports/list.queries.js';
import { type IndexEntry, type IndexPosition, isNewer, NEWEST } from './index-order.js';

/** The last entry of a page, as callers send it back to get the next one. */
export function toCursor({ at, id }: IndexPosition): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

/** @throws InvalidCursor for a text that `toCursor` never answered */
export function fromCursor(cursor: string): IndexEntry {
  const [time = '', text = ''] = Buffer.from(cursor, 'base64url').toString().split(':');
  const [at, id] = [Number(time), parseProcessId(text)];
  if (id === null || Number.isNaN(at) || toCursor({ at, id }) !== cursor) throw new InvalidCursor();
  return { at, id };
}

/**
 * A page has what is older than this, newest first.
 *
 * @throws InvalidCursor
 */
export function pageStart({
  cursor,
  createdBefore,
}: Pick<ProcessQuery, 'cursor' | 'createdBefore'>): IndexPosition {
  const bound = createdBefore === undefined ? NEWEST : { at: createdBefore, id: '' };
  if (cursor === undefined) return bound;
  const last = fromCursor(cursor);
  return isNewer(last, bound) ? bound : last;
}
