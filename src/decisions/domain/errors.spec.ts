import { describe, expect, it } from '@jest/globals';
import { aProcessId } from '../../../test/support/a-process.js';
import { InvalidProblem, PermanentStepError } from './ports/decision-engine.js';
import { InvalidCursor, NewerSchema, ProcessCorrupted, StoreUnavailable } from './errors.js';

const ID = aProcessId();
const cause = new Error('the cause');

describe('errors', () => {
  it.each<[Error & { code: string }, string, string, string]>([
    [new StoreUnavailable('timeout', { cause }), 'StoreUnavailable', 'store_unavailable', 'timeout'],
    [new ProcessCorrupted(ID, 'no status', { cause }), 'ProcessCorrupted', 'process_corrupted', ID],
    [new NewerSchema(ID, 7), 'NewerSchema', 'newer_schema', '7'],
    [new InvalidCursor(), 'InvalidCursor', 'invalid_cursor', 'cursor'],
    [
      new PermanentStepError('no_route', 'There is no way.', { cause }),
      'PermanentStepError',
      'no_route',
      'no way',
    ],
  ])('%s has a name, a code and a message of its own', (error, name, code, part) => {
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code]).toEqual([name, code]);
    expect(error.message).toContain(part);
  });

  it('keep their cause', () => {
    expect(new StoreUnavailable('timeout', { cause }).cause).toBe(cause);
    expect(new ProcessCorrupted(ID, 'no status', { cause }).cause).toBe(cause);
    expect(new PermanentStepError('no_route', 'There is no way.', { cause }).cause).toBe(cause);
  });

  it('name every fault of a problem with its path', () => {
    const faults = [
      { path: 'scores[2][0]', message: 'must be a finite number' },
      { path: 'criteria', message: 'must not be empty' },
    ];
    const error = new InvalidProblem(faults);
    expect(error).toMatchObject({ name: 'InvalidProblem', code: 'invalid_problem', faults });
    expect(error.message).toBe('scores[2][0] must be a finite number; criteria must not be empty');
  });
});
