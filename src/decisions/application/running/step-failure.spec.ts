import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { thrownThings, untouchable } from '../../../../test/support/thrown-things.js';
import {
  ENGINE_ERROR,
  InvalidProblem,
  PermanentStepError,
  RetryableStepError,
} from '../../domain/ports/decision-engine.js';
import { isInstance } from '../../domain/foreign/thrown.js';
import { isPermanent, reportFailure } from './step-failure.js';

type Anything = new (...args: unknown[]) => Error;

describe('the report of a failed step', () => {
  it('is well-formed text that every store can carry, whatever was thrown', () => {
    fc.assert(
      fc.property(thrownThings, kinds, (makeThrown, kind) => {
        const thrown = marked(makeThrown(), kind);
        const { error, reference } = reportFailure(thrown, 'convert');
        expect(error).toEqual({
          code: expect.stringMatching(/^[^\0]{1,64}$/su),
          message: expect.stringMatching(/^[^\0]{1,1000}$/su),
          step: 'convert',
        });
        expect(JSON.parse(JSON.stringify(error))).toEqual(error);
        expect(error.message).not.toMatch(/\p{Cs}/u);
        expect(reference).toMatch(/^[0-9a-f]{10}$/);
        expect(typeof isPermanent(thrown)).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, unknown, string, string]>([
    ['a string', 'no such supplier', 'step_failed', 'no such supplier'],
    ['a plain object with a message', { message: 'no such supplier' }, 'step_failed', 'no such supplier'],
    ['a plain object', { supplier: 7 }, 'step_failed', '{"supplier":7}'],
    [
      'an error whose message is an object',
      Object.assign(new Error(), { message: { detail: 'no such supplier' } }),
      'step_failed',
      '{"detail":"no such supplier"}',
    ],
    ['null', null, 'step_failed', 'The step failed without saying why.'],
    ['what must not be touched', untouchable(), 'step_failed', 'The step failed without saying why.'],
    [
      'a permanent error without arguments',
      new (PermanentStepError as unknown as Anything)(),
      'step_failed',
      'The step failed without saying why.',
    ],
    [
      'a permanent error with a number as code',
      new (PermanentStepError as unknown as Anything)(404, 'There is none.'),
      '404',
      'There is none.',
    ],
    [
      'a permanent error with an object as message',
      new (PermanentStepError as unknown as Anything)('none', { id: 7 }),
      'none',
      '{"id":7}',
    ],
    [
      'an error that is tried again',
      new RetryableStepError('busy', 'They are closed.'),
      'busy',
      'They are closed.',
    ],
    [
      'a problem that is invalid after all',
      new InvalidProblem([{ path: 'bids', message: 'are missing' }]),
      'invalid_problem',
      'bids are missing',
    ],
    [
      'a problem that is invalid in no words at all',
      new InvalidProblem([{ path: '', message: ' ' }]),
      'invalid_problem',
      'The step failed without saying why.',
    ],
    ['a text with NUL and half a character', 'a\0b\ud83dc', 'step_failed', 'abc'],
    ['a text that would be cut within a character', `${'x'.repeat(999)}😀`, 'step_failed', 'x'.repeat(999)],
  ])('keeps what is said by %s', (_case, thrown, code, message) => {
    expect(reportFailure(thrown, 'convert').error).toEqual({ code, message, step: 'convert' });
  });

  it('tells callers of an unmarked error where its text is, and nothing of the text', () => {
    const { error, thrown, reference } = reportFailure(
      new Error('connect redis://user:hunter2@store'),
      'convert',
    );
    expect(error).toEqual({
      code: 'step_failed',
      message: `The step failed; the log has the cause under reference ${reference}.`,
      step: 'convert',
    });
    expect(thrown).toMatchObject({ name: 'Error', message: 'connect redis://user:hunter2@store' });
  });

  it('knows the errors of another copy of the contract by their mark', () => {
    const foreign = (kind: string) =>
      Object.assign(new Error('It is gone.'), { [ENGINE_ERROR]: kind, code: 'gone' });
    expect(
      ['permanent', 'invalid_problem', 'retryable', 'other'].map((kind) => isPermanent(foreign(kind))),
    ).toEqual([true, true, false, false]);
    expect(reportFailure(foreign('permanent'), 'convert').error).toMatchObject({
      code: 'gone',
      message: 'It is gone.',
    });
  });
});

const kinds = fc.constantFrom(null, 'permanent', 'invalid_problem', 'retryable');

/** An error with a mark that lets it speak to callers; anything else as it is. */
function marked(thrown: unknown, kind: string | null): unknown {
  if (kind === null || !isInstance(thrown, Error)) return thrown;
  return Object.assign(thrown, { [ENGINE_ERROR]: kind });
}
