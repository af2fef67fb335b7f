import { describe, expect, it, jest } from '@jest/globals';
import { Ending } from './ending.js';

describe('an end from outside', () => {
  it('tells those who asked for a signal before, and those who ask after', () => {
    const ending = new Ending();
    const { signal } = ending;
    expect(signal.aborted).toBe(false);
    ending.end('first');
    ending.end('second');
    expect(signal.reason).toBe('first');
    expect(ending.signal).toBe(signal);

    const late = new Ending();
    late.end('over');
    expect(late.signal).toMatchObject({ aborted: true, reason: 'over' });
  });

  it('calls back once, at once if it has come', () => {
    const [before, after] = [jest.fn(), jest.fn()];
    const ending = new Ending();
    ending.whenEnded(before);
    expect(ending.hasEnded).toBe(false);
    ending.end('over');
    ending.end('again');
    ending.whenEnded(after);
    expect(ending.hasEnded).toBe(true);
    expect(before.mock.calls).toEqual([['over']]);
    expect(after.mock.calls).toEqual([['over']]);
  });

  it('does not call back who need not know any more', () => {
    const [first, second] = [jest.fn(), jest.fn()];
    const ending = new Ending();
    const forget = ending.whenEnded(first);
    ending.whenEnded(second);
    forget();
    ending.end('over');
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(1);

    const other = new Ending();
    other.whenEnded(first)();
    other.end('over');
    expect(first).not.toHaveBeenCalled();
  });

  it('throws its reason once it has come', () => {
    const ending = new Ending();
    expect(ending.reason).toBeNull();
    expect(() => ending.throwIfEnded()).not.toThrow();
    const reason = new Error('over');
    ending.end(reason);
    expect(ending.reason).toBe(reason);
    expect(() => ending.throwIfEnded()).toThrow(reason);
  });

  it('makes no signal that nobody asks for', () => {
    const made = jest.spyOn(globalThis, 'AbortController');
    const ending = new Ending();
    ending.whenEnded(() => undefined);
    ending.end('over');
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });
});
