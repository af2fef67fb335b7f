import { InvalidCursor } from '../../../decisions/domain/errors.js';
import { parseProcessId } from '../../../decisions/domain/ids.js';

/** A place in a list that is ordered by time, then id, both descending: what follows it is older. */
export interface PagePosition {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Empty to leave out all that is of the time `at`. */
  readonly id: string;
}

/** Before every entry: ids are hex digits, which sort before this one wherever the server is. */
export const NEWEST: PagePosition = { at: Infinity, id: 'g' };

export function toCursor({ at, id }: PagePosition): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

/** @throws InvalidCursor for a text that `toCursor` never answered */
export function fromCursor(cursor: string): PagePosition {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(':');
  const position = { at: Number(time), id };
  const genuine = !Number.isNaN(position.at) && parseProcessId(id) !== null && toCursor(position) === cursor;
  if (!genuine) throw new InvalidCursor();
  return position;
}

/** The time of a position as Redis takes a score; somebody else may have entered an infinite one. */
export function scoreOf({ at }: PagePosition): string {
  return String(at).replace('Infinity', 'inf');
}

/** Whichever of two positions comes later in the list. */
export function laterPosition(one: PagePosition, other: PagePosition): PagePosition {
  return isBefore(one, other) ? other : one;
}

/** Whether `one` comes before `other`: newer, or of the same time with the higher id. */
export function isBefore(one: PagePosition, other: PagePosition): boolean {
  return one.at === other.at ? one.id > other.id : one.at > other.at;
}
