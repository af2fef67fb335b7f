import { describe, expect, it } from '@jest/globals';
import { matchesStrongly, matchesWeakly, parseTags } from './entity-tag.js';
import { parseIdempotencyKey } from './idempotency-key.js';
import { parsePreference } from './preference.js';
import { parseTraceparent } from './traceparent.js';

describe('entity tags', () => {
  it('are read one by one', () => {
    expect(parseTags('If-Match', undefined)).toBeNull();
    expect(parseTags('If-Match', ' * ')).toBe('*');
    expect(parseTags('If-Match', '"4" , W/"5",""')).toEqual([
      { value: '4', isWeak: false },
      { value: '5', isWeak: true },
      { value: '', isWeak: false },
    ]);
  });

  it.each([
    ['"7",', ['7']],
    [', "7"', ['7']],
    ['"a,b"', ['a,b']],
    [',,"a" ,\t, W/"b,",', ['a', 'b,']],
    [Array(20).fill('"x"').join(), Array<string>(20).fill('x')],
  ])('are a list as RFC 9110 has it: %p', (header, values) => {
    expect(parseTags('If-Match', header)).toMatchObject(values.map((value) => ({ value })));
  });

  it.each(['4', '"4', '4"', "'4'", 'w/"4"', '"4";', '"a b"', '"4" "5"', ',', '*, "4"', '"4",*', ''])(
    'are refused as %p',
    (header) => {
      expect(() => parseTags('If-Match', header)).toThrow('If-Match must be');
    },
  );

  it('match by value, and strongly only when they are strong', () => {
    const [strong, weak] = [parseTags('x', '"1", "4"'), parseTags('x', 'W/"4"')];
    expect([strong && matchesStrongly(strong, '4'), strong && matchesWeakly(strong, '4')]).toEqual([
      true,
      true,
    ]);
    expect([weak && matchesStrongly(weak, '4'), weak && matchesWeakly(weak, '4')]).toEqual([false, true]);
    expect([strong && matchesStrongly(strong, '5'), matchesStrongly('*', '5')]).toEqual([false, true]);
  });
});

describe('an idempotency key', () => {
  it.each([
    ['"order-4711"', 'order-4711'],
    ['order-4711', 'order-4711'],
    [' "a b" ', 'a b'],
    ['"say \\"hi\\" \\\\"', 'say "hi" \\'],
    ['"{}*:"', '{}*:'],
    [`"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ])('is read from %p', (header, key) => {
    expect(parseIdempotencyKey([header])).toBe(key);
  });

  it('may be absent', () => {
    expect(parseIdempotencyKey([])).toBeNull();
  });

  it.each([
    [['']],
    [['""']],
    [['a b']],
    [['"a']],
    [['"a\\b"']],
    [['é']],
    [['a,b']],
    [['"a"', '"a"']],
    [['k'.repeat(256)]],
  ])('is refused as %p', (headers) => {
    expect(() => parseIdempotencyKey(headers)).toThrow('Idempotency-Key must be');
  });
});

describe('preferences', () => {
  it.each([
    ['wait=10', { waitS: 10, respondAsync: false }],
    ['WAIT = 10', { waitS: 10, respondAsync: false }],
    ['respond-async, wait="7"', { waitS: 7, respondAsync: true }],
    ['wait=1, wait=2', { waitS: 1, respondAsync: false }],
    ['handling=lenient; wait=3', { waitS: null, respondAsync: false }],
    ['foo; wait=1, wait=2; bar', { waitS: 2, respondAsync: false }],
    ['foo="a, wait=1", wait=2', { waitS: 2, respondAsync: false }],
    ['foo="a\\", wait=1"; bar="respond-async, ", wait="2"', { waitS: 2, respondAsync: false }],
    [', ,wait=3,', { waitS: 3, respondAsync: false }],
    ['respond-async; wait=3', { waitS: null, respondAsync: true }],
    ['@, wait=4', { waitS: 4, respondAsync: false }],
    ['wait=-1, wait=x, wait', { waitS: null, respondAsync: false }],
    [`wait=${'9'.repeat(400)}`, { waitS: 999_999_999, respondAsync: false }],
    [undefined, { waitS: null, respondAsync: false }],
  ])('are read from %p', (header, preference) => {
    expect(parsePreference(header)).toEqual(preference);
  });
});

describe('a trace context', () => {
  const VALID = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  it('is taken over when it is valid and otherwise as good as none', () => {
    expect(parseTraceparent(VALID)).toBe(VALID);
    for (const header of [
      undefined,
      '',
      VALID.toUpperCase(),
      `${VALID}-x`,
      VALID.replace('0af7', 'xxxx'),
      `ff${VALID.slice(2)}`,
    ]) {
      expect(parseTraceparent(header)).toBeNull();
    }
    expect(parseTraceparent(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`)).toBeNull();
    expect(parseTraceparent([VALID, VALID])).toBeNull();
  });
});
