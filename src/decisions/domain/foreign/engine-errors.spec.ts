import { describe, expect, it } from '@jest/globals';
import { InvalidProblem } from '../ports/decision-engine.js';
import { problemFaultsOf } from './engine-errors.js';

describe('an invalid problem', () => {
  it('has a message even when its faults are no list', () => {
    expect(new InvalidProblem('none' as never).message).not.toBe('');
  });
});

describe('the faults that an error names', () => {
  it('are one at least, even if what it has for a list cannot be looked at', () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(problemFaultsOf({ faults: proxy, message: 'is odd' })).toEqual([{ path: '', message: 'is odd' }]);
    expect(problemFaultsOf({ faults: 'none' })).toEqual([
      { path: '', message: expect.stringMatching(/./) as unknown },
    ]);
  });

  it('have a text and a path, whatever they are', () => {
    expect(problemFaultsOf({ faults: [{ path: 'criteria[0]', message: 'is odd' }, {}, null] })).toEqual([
      { path: 'criteria[0]', message: 'is odd' },
      { path: '', message: 'is invalid' },
      { path: '', message: 'is invalid' },
    ]);
    expect(problemFaultsOf(undefined)).toEqual([{ path: '', message: 'is nothing the engine can work on' }]);
  });
});
