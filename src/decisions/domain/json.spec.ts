import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isObject, type JsonValue, ownCopy } from './json.js';

describe('an own copy', () => {
  it('equals the original and shares nothing with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const original = value as JsonValue;
        const copy = ownCopy(original);
        expect(copy).toStrictEqual(original);
        if (typeof original === 'object' && original !== null) expect(copy).not.toBe(original);
      }),
    );
  });
});

describe('what is an object', () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['text', false],
    [undefined, false],
  ])('is no list and not nothing: %j', (value, isOne) => {
    expect(isObject(value)).toBe(isOne);
  });
});
