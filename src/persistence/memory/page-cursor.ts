import { InvalidCursor } from '../../decisions/domain/errors.js';
import { parseProcessId } from '../../decisions/domain/ids.js';
import type { IndexEntry } from './sorted-index.js';

/** The last entry of a page, as callers hand it back for the next one. */
export function toCursor({ at, id }: IndexEntry): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

/** @throws InvalidCursor for a text that `toCursor` cannot have answered */
export function fromCursor(cursor: string): IndexEntry {
  const [time = '', text = ''] = Buffer.from(cursor, 'base64url').toString().split(':');
  const [at, id] = [Number(time), parseProcessId(text)];
  if (id === null || !Number.isSafeInteger(at) || toCursor({ at, id }) !== cursor) throw new InvalidCursor();
  return { at, id };
}
