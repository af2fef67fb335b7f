import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidCursor } from '../../decisions/domain/errors.js';
import { aProcessId } from '../../../test/support/a-process.js';
import { isNewer, isOlder, NEWEST } from './index-order.js';
import { fromCursor, pageStart, toCursor } from './page-cursor.js';

describe('a page cursor', () => {
  it('leads back to its position', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (at) => {
        const position = { at, id: aProcessId() };
        expect(fromCursor(toCursor(position))).toEqual({ ...position, at: at + 0 });
      }),
    );
  });

  it('is refused if it was made by anybody else', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(() => fromCursor(text)).toThrow(InvalidCursor)));
  });

  it('orders by time, then id, both descending', () => {
    const [low = '', high = ''] = [aProcessId(), aProcessId()].sort();
    const inOrder = [NEWEST, { at: 2, id: high }, { at: 2, id: low }, { at: 2, id: '' }, { at: 1, id: high }];
    for (const [nth, one] of inOrder.entries())
      for (const [other, position] of inOrder.entries()) {
        expect(isNewer(one, position)).toBe(nth < other);
        expect(isOlder(one, position)).toBe(nth > other);
      }
  });

  it('begins a page where the cursor or the time asked for says, whichever is older', () => {
    const last = { at: 5, id: aProcessId() };
    const cursor = toCursor(last);

    expect(pageStart({})).toEqual(NEWEST);
    expect(pageStart({ cursor })).toEqual(last);
    expect(pageStart({ cursor, createdBefore: 6 })).toEqual(last);
    expect(pageStart({ cursor, createdBefore: 5 })).toEqual({ at: 5, id: '' });
    expect(pageStart({ createdBefore: 4 })).toEqual({ at: 4, id: '' });
  });
});
