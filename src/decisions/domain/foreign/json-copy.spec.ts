import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { untouchable } from '../../../../test/support/thrown-things.js';
import { jsonCopy, MAX_JSON_DEPTH, NotJson, TooLarge } from './json-copy.js';

const copyOf = (value: unknown) => jsonCopy(value, { root: 'output', maxBytes: 1_000_000 });

class Supplier {
  constructor(readonly name: string) {}
}

class Price {
  constructor(private readonly cents: number) {}
  toJSON(): string {
    return (this.cents / 100).toFixed(2);
  }
}

const cycle: Record<string, unknown> = { note: 'round' };
cycle.parts = [{ whole: cycle }];

describe('a JSON copy of a value of foreign code', () => {
  it('equals every value that JSON carries, and what any store hands back of it', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const copy = copyOf(value);
        expect(copy).toStrictEqual(value);
        expect(JSON.parse(JSON.stringify(copy))).toStrictEqual(copy);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same as what JSON makes of it, or refused: nothing is dropped or changed in silence', () => {
    fc.assert(
      fc.property(anyValues, (value) => {
        const copy = copied(value);
        if (copy instanceof Error) return;
        expect(JSON.parse(JSON.stringify(value))).toStrictEqual(copy);
        expect(sameMembers(value, copy)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds what JSON cannot carry wherever it stands in what it can', () => {
    fc.assert(
      fc.property(
        jsonValues,
        fc.constantFrom<unknown>(undefined, NaN, 1n, Symbol('x'), new Map(), '\0', '\ud800'),
        (value, bad) => {
          expect(() => copyOf({ good: value, bad: [value, { bad }] })).toThrow(/^output\.bad\[1\]\.bad /);
        },
      ),
    );
  });

  it('shares nothing with the original', () => {
    const value = { list: [{ n: 1 }] };
    const copy = copyOf(value);
    value.list.push({ n: 2 });
    expect(copy).toEqual({ list: [{ n: 1 }] });
  });

  it.each<[string, unknown, string]>([
    ['a promise', { score: Promise.resolve(42) }, 'output.score is a Promise'],
    ['anything that can be waited for', { then: () => 1 }, 'output is a Promise'],
    ['a map', [new Map()], 'output[0] is a Map'],
    ['a set', { 'the winners': new Set() }, 'output["the winners"] is a Set'],
    ['an error', { error: new TypeError('no') }, 'output.error is a TypeError'],
    ['an instance of a class', new Supplier('Alpha'), 'output is a Supplier'],
    ['a typed array', new Float64Array(2), 'output is a Float64Array'],
    ['a regular expression', /x/, 'output is a RegExp'],
    ['an invalid date', { at: new Date(NaN) }, 'output.at is an invalid Date'],
    ['nothing', undefined, 'output is undefined'],
    ['a member without a value', { a: 1, b: undefined }, 'output.b is undefined'],
    ['NaN', { a: { b: [1, NaN] } }, 'output.a.b[1] is NaN'],
    ['infinity', -Infinity, 'output is -Infinity'],
    ['a bigint', { n: 1n }, 'output.n is a bigint'],
    ['a symbol', [Symbol('x')], 'output[0] is a symbol'],
    ['a function', { f: () => 1 }, 'output.f is a function'],
    ['a member named by a symbol', { [Symbol('x')]: 1 }, 'output has a member named by a symbol'],
    ['a hole', [1, , 3], 'output[1] is a hole in the list'], // eslint-disable-line no-sparse-arrays
    [
      'a hole beside a member that makes up for it',
      Object.assign([1, , 3], { note: 2 }), // eslint-disable-line no-sparse-arrays
      'output[1] is a hole in the list',
    ],
    [
      'a list whose names are in an order of its own',
      new Proxy(Object.assign([1, 2], { note: 3 }), { ownKeys: () => ['note', '1', 'length'] }),
      'output is a list with a member "note" beside its items',
    ],
    [
      'a list with other members',
      Object.assign([1], { note: 'x' }),
      'output is a list with a member "note" beside its items',
    ],
    ['NUL', { a: 'x\0' }, 'output.a has NUL or an unpaired surrogate in its text'],
    ['half a character', ['\ud83d'], 'output[0] has NUL or an unpaired surrogate in its text'],
    [
      'half a character in a name',
      { '\ude00': 1 },
      'output has a member whose name has NUL or an unpaired surrogate',
    ],
    ['a cycle', cycle, 'output.parts[0].whole contains itself'],
    ['a getter that throws', { get score() { throw new Error('no'); } }, 'output.score cannot be read'], // prettier-ignore
    ['what must not be touched', { a: untouchable() }, 'output.a cannot be read'],
    ['a toJSON that answers nothing', { toJSON: () => undefined }, 'output is undefined'],
  ])('is refused for %s, with the place', (_case, value, message) => {
    expect(() => copyOf(value)).toThrow(new NotJson('', message).message.trim());
  });

  it('is what an object says by toJSON it is carried as', () => {
    const value = { at: new Date(0), price: new Price(1_250), link: new URL('http://a.example/') };
    expect(copyOf(value)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      price: '12.50',
      link: 'http://a.example/',
    });
  });

  it('has zero for negative zero', () => {
    expect(Object.is(copyOf(-0), 0)).toBe(true);
  });

  it('keeps a member named like the prototype of an object', () => {
    const value: unknown = JSON.parse('{ "__proto__": { "a": 1 }, "constructor": 2 }');
    expect(JSON.stringify(copyOf(value))).toBe('{"__proto__":{"a":1},"constructor":2}');
  });

  it('is as deep as common parsers follow, and no deeper', () => {
    expect(copyOf(nested(MAX_JSON_DEPTH))).toEqual(nested(MAX_JSON_DEPTH));
    expect(() => copyOf(nested(MAX_JSON_DEPTH + 1))).toThrow('output is nested more than 500 levels deep');
    expect(() => copyOf(nested(200_000))).toThrow('output is nested more than 500 levels deep');
  });

  it('ends early for a value that is small in memory and huge as text', () => {
    let value: unknown = 'x';
    for (let level = 0; level < 100; level++) value = [value, value];
    expect(() => copyOf(value)).toThrow(TooLarge);
  });
});

const soundText = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
const jsonValues = fc.jsonValue({ depthSize: 'medium', stringUnit: 'grapheme', maxDepth: 8 }).map(
  (value) =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('\\u0000', ' ')
        .replaceAll(/-0(?![.\d])/g, '0'),
    ) as unknown,
);
const anyValues = fc.anything({
  ...{
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
  },
  ...{ withNullPrototype: true, withObjectString: false, maxDepth: 4, key: soundText },
});

function copied(value: unknown): unknown {
  try {
    return copyOf(value);
  } catch (error) {
    expect(error).toBeInstanceOf(NotJson);
    return error;
  }
}

/** Whether every member and item of a value is in its copy. */
function sameMembers(value: unknown, copy: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  const names = Object.keys(value);
  if (names.length !== Object.keys(copy as object).length) return false;
  return names.every((name) => sameMembers(Reflect.get(value, name), Reflect.get(copy as object, name)));
}

function nested(levels: number): unknown {
  let value: unknown = null;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

describe('a JSON copy at its edges', () => {
  it('takes what stands for itself as a whole, and objects of another realm', () => {
    expect(copyOf(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(copyOf(runInNewContext('({ a: [1] })'))).toEqual({ a: [1] });
    expect(copyOf([{ toJSON: () => null }, { toJSON: () => ({ a: 1 }) }])).toEqual([null, { a: 1 }]);
    const nothing = Object.assign(new Supplier('x'), { constructor: null });
    expect(() => copyOf(nothing)).toThrow('an object of a class');
  });

  it('names a place that is far down by its beginning', () => {
    const deep = Array.from({ length: 60 }).reduce<unknown>((inner) => ({ member: inner }), NaN);
    expect(() => copyOf(deep)).toThrow(/^output(\.member){20,30}\S*… /);
  });
});
