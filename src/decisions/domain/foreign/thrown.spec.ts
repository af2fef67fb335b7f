import { describe, expect, it } from '@jest/globals';
import { factsOf } from './thrown.js';
import { nameOfType } from './type-name.js';

/** Something that refuses everything. */
function untouchable(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('what can be said of something thrown', () => {
  it('is its text, if it is text', () => {
    expect(factsOf('no such supplier')).toMatchObject({
      name: 'string',
      message: 'no such supplier',
      isErrorText: false,
    });
  });

  it.each([
    [12n, '12'],
    [Symbol('reason'), 'Symbol(reason)'],
    [false, 'false'],
    [undefined, ''],
    [null, ''],
    [() => 'a function', ''],
  ])('of %p is %p', (thrown, message) => {
    expect(factsOf(thrown).message).toBe(message);
  });

  it('is the JSON of an object, and of a message that is one', () => {
    expect(factsOf({ supplier: 'Alpha', at: 12n, by: undefined }).message).toBe(
      '{"supplier":"Alpha","at":"12"}',
    );
    expect(factsOf(Object.assign(new Error(), { message: { supplier: 'Alpha' } })).message).toBe(
      '{"supplier":"Alpha"}',
    );
    expect(factsOf({}).message).toBe('');
    expect(factsOf(Object.assign(new Error(), { message: {} })).message).toBe('');
  });

  it('ends where an object comes back to itself, is too large or cannot be read', () => {
    const cycle: Record<string, unknown> = { note: 'round' };
    cycle.self = cycle;
    expect(factsOf(cycle).message).toBe('{"note":"round","self":"…"}');
    expect(factsOf({ items: Array.from({ length: 2_000 }, (_, nth) => nth) }).message).toBe('');
    expect(factsOf(untouchable())).toEqual({
      name: 'object',
      message: '',
      code: null,
      frames: [],
      isErrorText: false,
      cause: null,
    });
  });

  it('has the frames of an error without its message', () => {
    const { frames } = factsOf(new Error('two\n    at once'));
    expect(frames[0]).toMatch(/^at .*thrown\.spec/);
    expect(frames).not.toContain('at once');
  });

  it('has the frames of an error whose message is no text', () => {
    const error = Object.assign(new Error(), { message: 404, stack: 'Error\n    at here (file.js:1:1)' });
    expect(factsOf(error)).toMatchObject({ message: '404', frames: ['at here (file.js:1:1)'] });
  });

  it('has its code as text, if it is one', () => {
    expect(factsOf({ code: 404 }).code).toBe('404');
    expect(factsOf({ code: 'ECONNREFUSED' }).code).toBe('ECONNREFUSED');
    expect(factsOf({ code: '' }).code).toBeNull();
    expect(factsOf({ code: {} }).code).toBeNull();
  });

  it('goes back to three causes and no further', () => {
    const chain = [1, 2, 3, 4, 5].reduce<unknown>(
      (cause, nth) => new Error(String(nth), { cause }),
      undefined,
    );
    expect(factsOf(chain).cause?.cause?.cause).toMatchObject({ message: '2', cause: null });
  });
});

describe('the name of a type', () => {
  it('has its article', () => {
    expect(nameOfType(new Map())).toBe('a Map');
    expect(nameOfType(new Error())).toBe('an Error');
  });

  it('is left out where an object does not say it as a name', () => {
    expect(nameOfType(Object.create(null) as object)).toBe('an object of a class');
    expect(nameOfType({ constructor: { name: 'a b' } })).toBe('an object of a class');
  });
});
