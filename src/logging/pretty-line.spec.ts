import { describe, expect, it } from '@jest/globals';
import { prettyLine } from './pretty-line.js';

describe('a line for people', () => {
  it('names the event, the process, its step, what it is, and what else there is to know', () => {
    const line = prettyLine({
      ...{
        level: 'warn',
        time: '2026-01-01T00:00:00.000Z',
        worker: 'w',
        event: 'step_failed',
        msg: 'step failed',
      },
      ...{ process_id: 'id-1', status: 'pending', revision: 4, attempt: 1, step: 'frame', code: 'timeout' },
    });

    expect(line).toBe('step_failed     id-1  frame  step failed  code=timeout');
  });

  it('is readable where it is about no process', () => {
    expect(prettyLine({ event: 'request', msg: 'request completed', method: 'POST', status: 202 })).toBe(
      'request         request completed  method=POST  status=202',
    );
    expect(prettyLine({ msg: 'listening' })).toBe('                listening');
  });

  it('says below what went wrong, cause by cause', () => {
    const cause = { type: 'Error', code: 'ECONNREFUSED' };
    const err = { type: 'StoreUnavailable', reason: 'disconnected', frames: ['at one', 'at two'], cause };

    expect(prettyLine({ event: 'trouble', msg: 'failed', err })).toBe(
      [
        'trouble         failed',
        '    StoreUnavailable  disconnected',
        '      at one',
        '      at two',
        '    Error  ECONNREFUSED',
      ].join('\n'),
    );
  });
});
