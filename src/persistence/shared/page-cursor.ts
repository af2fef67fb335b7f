import { InvalidCursor } from '../../decisions/domain/errors.js';
import { parseProcessId } from '../../decisions/domain/ids.js';
import type { ProcessQuery } from '../../decisions/domain/ports/process.repository.js';
import { type IndexPosition, isNewer, NEWEST } from './index-order.js';

/** The last entry of a page, as callers hand it back for the next one. */
export function toCursor({ at, id }: IndexPosition): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

/** @throws InvalidCursor for a text that `toCursor` never answered */
export function fromCursor(cursor: string): IndexPosition {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(':');
  const position = { at: Number(time), id };
  const isGenuine =
    !Number.isNaN(position.at) && parseProcessId(id) !== null && toCursor(position) === cursor;
  if (!isGenuine) throw new InvalidCursor();
  return position;
}

/**
 * A page holds what is older than this, newest first.
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
