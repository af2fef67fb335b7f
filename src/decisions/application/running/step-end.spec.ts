import { describe, expect, it, jest } from '@jest/globals';
import { StepEnd } from './step-end.js';

describe('the end of a step from outside', () => {
  it('tells whoever asked for a signal before, and whoever asks after', () => {
    const ending = new StepEnd();
    const { signal } = ending;
    expect(signal.aborted).toBe(false);
    ending.end('first');
    ending.end('second');
    expect(signal.reason).toBe('first');
    expect(ending.signal).toBe(signal);

    const late = new StepEnd();
    late.end('over');
    expect(late.signal).toMatchObject({ aborted: true, reason: 'over' });
  });

  it('calls back once, at once if it has come', () => {
    const [before, after] = [jest.fn(), jest.fn()];
    const ending = new StepEnd();
    ending.whenEnded(before);
    expect(ending.hasEnded).toBe(false);
    ending.end('over');
    ending.end('again');
    ending.whenEnded(after);
    expect(ending.hasEnded).toBe(true);
    expect(before.mock.calls).toEqual([['over']]);
    expect(after.mock.calls).toEqual([['over']]);
  });

  it('makes no signal that nobody asks for', () => {
    const made = jest.spyOn(globalThis, 'AbortController');
    const ending = new StepEnd();
    ending.whenEnded(() => undefined);
    ending.end('over');
    expect(made).not.toHaveBeenCalled();
    made.mockRestore();
  });
});
