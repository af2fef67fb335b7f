import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from './instant.js';

describe('parseInstant', () => {
  it('reads what the service writes', () => {
    const dates = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['2026-01-31T08:00Z', Date.UTC(2026, 0, 31, 8)],
    ['2026-01-31t08:00:00z', Date.UTC(2026, 0, 31, 8)],
    ['2026-01-31T08:00:00+02:00', Date.UTC(2026, 0, 31, 6)],
    ['2024-02-29T23:59:59.123456789-01:30', Date.UTC(2024, 2, 1, 1, 29, 59, 123)],
  ])('reads %s', (text, epoch) => {
    expect(parseInstant(text)).toBe(epoch);
  });

  it.each([
    '',
    'now',
    '2026',
    '2026-1-1',
    '2026-02-29',
    '2026-04-31T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00 02:00',
    '2026-01-01T00:00:00+25:00',
    '2026-01-01T00:00:00Z\n',
    '12026-01-01',
  ])('refuses %p', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
