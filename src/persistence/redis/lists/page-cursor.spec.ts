import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidCursor } from '../../../decisions/domain/errors.js';
import { aProcessId } from '../../../../test/support/a-process.js';
import { fromCursor, isBefore, laterPosition, scoreOf, toCursor } from './page-cursor.js';

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
    const [low, high] = [aProcessId(), aProcessId()].sort();
    const [newer, older] = [
      { at: 2, id: low ?? '' },
      { at: 1, id: high ?? '' },
    ];
    const first = { at: 2, id: high ?? '' };
    expect([isBefore(newer, older), isBefore(older, newer), isBefore(first, newer)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([laterPosition(newer, older), laterPosition(older, newer)]).toEqual([older, older]);
  });

  it('has scores as Redis takes them', () => {
    const scores = [5, Infinity, -Infinity].map((at) => scoreOf({ at, id: '' }));
    expect(scores).toEqual(['5', 'inf', '-inf']);
  });
});
