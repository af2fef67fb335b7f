import { describe, expect, it } from '@jest/globals';
import { ProcessCorrupted, StoreUnavailable } from '../decisions/domain/errors.js';
import { aProcessId } from '../../test/support/a-process.js';
import { describeError } from './describe-error.js';

describe('what a log says of an error', () => {
  it('is the type, the code and the reason of a store that is away, and why', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED redis://user:canary@host'), {
      code: 'ECONNREFUSED',
    });
    const error = new StoreUnavailable('disconnected', { cause });

    expect(describeError(error)).toEqual({
      type: 'StoreUnavailable',
      code: 'store_unavailable',
      reason: 'disconnected',
      cause: { type: 'Error', code: 'ECONNREFUSED', frames: expect.any(Array) },
    });
  });

  it('names the process whose record cannot be read', () => {
    const id = aProcessId();

    expect(describeError(new ProcessCorrupted(id, 'status is missing'))).toEqual({
      type: 'ProcessCorrupted',
      code: 'process_corrupted',
      process_id: id,
      fault: 'status is missing',
    });
  });

  it('keeps the frames of an error nobody foresaw', () => {
    const { frames } = describeError(new TypeError('x'));

    expect(frames?.[0]).toMatch(/^at .*describe-error\.spec/);
  });

  it.each([
    ['message', new Error('canary\n    at canary (canary:1:1)')],
    ['command', Object.assign(new Error('x'), { command: { name: 'evalsha', args: ['canary'] } })],
    ['properties', Object.assign(new Error('x'), { input: 'canary', config: { password: 'canary' } })],
    ['code', Object.assign(new Error('x'), { code: 'canary canary', reason: 'canary!' })],
    ['name', Object.assign(new Error('x'), { name: 'canary canary' })],
    ['cause', new Error('x', { cause: new Error('canary') })],
    ['value', 'canary'],
  ])('repeats nothing of its %s', (_part, error) => {
    expect(JSON.stringify(describeError(error))).not.toContain('canary');
  });

  it('ends with causes that go round in circles', () => {
    const error = new Error('x');
    error.cause = error;

    expect(JSON.stringify(describeError(error))).toContain('"cause"');
  });
});
