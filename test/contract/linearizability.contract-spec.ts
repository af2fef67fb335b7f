import { describe, expect, it } from '@jest/globals';
import { type Call, History, isLinearizable, type SequentialObject } from '../support/linearizability.js';

type Input = { readonly write: number } | { readonly from: number; readonly to: number } | 'read';
type Output = number | boolean | null;

/** A register that is read, written, and written if it still has a value. */
const register: SequentialObject<number, Input, Output> = {
  initial: 0,
  apply: (state, input) => {
    if (input === 'read') return { state, output: state };
    if ('write' in input) return { state: input.write, output: null };
    return state === input.from ? { state: input.to, output: true } : { state, output: false };
  },
};

const isCorrect = (...history: Call<Input, Output>[]) => isLinearizable(register, history);

describe('linearizability', () => {
  it('holds of nothing, and of calls one after the other', () => {
    expect(isCorrect()).toBe(true);
    expect(isCorrect(wrote(1, 0, 1), read(1, 2, 3), wrote(2, 4, 5), read(2, 6, 7))).toBe(true);
  });

  it('lets calls that overlap take effect in either order', () => {
    expect(isCorrect(wrote(1, 0, 5), read(0, 1, 2), read(1, 3, 4))).toBe(true);
    expect(isCorrect(wrote(1, 0, 5), wrote(2, 1, 4), read(1, 6, 7))).toBe(true);
    expect(isCorrect(wrote(1, 0, 5), wrote(2, 1, 4), read(2, 6, 7))).toBe(true);
  });

  it('does not hold of a read that is older than a write that was answered', () => {
    expect(isCorrect(wrote(1, 0, 1), read(0, 2, 3))).toBe(false);
  });

  it('does not hold of a value that two readers saw in opposite orders', () => {
    expect(isCorrect(wrote(1, 0, 9), read(1, 1, 2), read(0, 3, 4))).toBe(false);
  });

  it('does not hold of a value that nobody wrote', () => {
    expect(isCorrect(wrote(1, 0, 1), read(7, 2, 3))).toBe(false);
  });

  it('does not hold of two swaps from one value that both won', () => {
    expect(isCorrect(swapped(0, 1, true, 0, 3), swapped(0, 2, false, 1, 2))).toBe(true);
    expect(isCorrect(swapped(0, 1, true, 0, 3), swapped(0, 2, true, 1, 2))).toBe(false);
  });

  it('does not hold of a swap that lost to nobody', () => {
    expect(isCorrect(swapped(0, 1, false, 0, 1), read(0, 2, 3))).toBe(false);
  });

  it('lets a call of unknown outcome take effect at any time since, or never', () => {
    expect(isCorrect(unknown({ write: 1 }, 0), read(0, 1, 2))).toBe(true);
    expect(isCorrect(unknown({ write: 1 }, 0), read(1, 1, 2))).toBe(true);
    expect(isCorrect(unknown({ write: 1 }, 0), read(0, 1, 2), wrote(2, 3, 4), read(1, 5, 6))).toBe(true);
    expect(isCorrect(unknown({ from: 0, to: 1 }, 0), swapped(0, 2, false, 1, 2), read(1, 3, 4))).toBe(true);
  });

  it('does not let it take effect twice, nor before it was called', () => {
    expect(isCorrect(unknown({ write: 1 }, 0), read(1, 1, 2), wrote(2, 3, 4), read(1, 5, 6))).toBe(false);
    expect(isCorrect(read(1, 0, 1), unknown({ write: 1 }, 2))).toBe(false);
  });

  it('does not take long over many calls at once', () => {
    const writes = Array.from({ length: 12 }, (_, nth) => wrote(nth, nth, 100 + nth));
    expect(isCorrect(...writes, read(99, 200, 201))).toBe(false);
  });
});

describe('a history', () => {
  it('keeps calls with the order of their beginnings and answers', async () => {
    const history = new History<string, number>(() => false);
    const second = new Promise<number>((resolve) => setImmediate(() => resolve(2)));
    const late = history.record('late', () => second, identity);
    expect(await history.record('early', () => Promise.resolve(1), identity)).toBe(1);
    expect(await late).toBe(2);
    expect(history.calls).toEqual([
      { input: 'early', called: 1, answer: { output: 1, answered: 2 } },
      { input: 'late', called: 0, answer: { output: 2, answered: 3 } },
    ]);
  });

  it('keeps a call of unknown outcome as such, and passes on any other error', async () => {
    const history = new History<string, number>((error) => error instanceof RangeError);
    expect(
      await history.record('lost', () => Promise.reject(new RangeError('timeout')), identity),
    ).toBeNull();
    const broken = history.record('broken', () => Promise.reject(new TypeError('a mistake')), identity);
    await expect(broken).rejects.toThrow('a mistake');
    expect(history.calls).toEqual([{ input: 'lost', called: 0, answer: 'unknown' }]);
  });
});

function identity<T>(value: T): T {
  return value;
}

function wrote(write: number, called: number, answered: number): Call<Input, Output> {
  return { input: { write }, called, answer: { output: null, answered } };
}

function read(output: number, called: number, answered: number): Call<Input, Output> {
  return { input: 'read', called, answer: { output, answered } };
}

function swapped(
  from: number,
  to: number,
  output: boolean,
  ...[called, answered]: [number, number]
): Call<Input, Output> {
  return { input: { from, to }, called, answer: { output, answered } };
}

function unknown(input: Input, called: number): Call<Input, Output> {
  return { input, called, answer: 'unknown' };
}
