import type { JsonValue } from '../../src/decisions/domain/json.js';

/** JSON values that stores have lost, changed or choked on, by name. */
export const PAYLOADS: readonly (readonly [string, JsonValue])[] = [
  ['null', null],
  ['false', false],
  ['zero', 0],
  ['an empty text', ''],
  ['an empty object', {}],
  ['an empty array', []],
  ['empty ones inside', { object: {}, array: [], nested: [[], [{}], { array: [] }] }],
  ['numbers in full precision', [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, 9007199254740991, -1e-7]],
  ['text of many scripts', { 'größe 大きさ': 'naïve שלום 👩‍👩‍👧 \u{1F600} \u2028\u2029' }],
  ['control characters', 'a\u0000b\r\n\t"\\\u007f\u001b[31m'],
  ['a lone surrogate', '\ud800'],
  ['keys of Object.prototype', prototypeKeys()],
  ['keys in the order of the sender', { z: 1, a: 2, '10': 3, '2': 4 }],
  ['text that looks like something else', ['null', 'true', '1', '{"a":1}', '[]']],
  ['200 levels', nested(200)],
  [
    '256 KB',
    { text: 'ä'.repeat(64 * 1024), rows: Array.from({ length: 16 * 1024 }, (_, row) => row * 0.37) },
  ],
];

function prototypeKeys(): JsonValue {
  return Object.fromEntries(
    ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((key) => [key, { polluted: true }]),
  );
}

function nested(levels: number): JsonValue {
  return Array.from({ length: levels }).reduce<JsonValue>((inner) => ({ inner: [inner] }), 'innermost');
}
