import { describe, expect, it } from '@jest/globals';
import { STATUSES } from '../../../scripts/lib/statuses.mjs';
import { PROCESS_STATUSES } from './process-status.js';

describe('the statuses of processes', () => {
  it('are those that the command line knows, in the same order', () => {
    expect(Object.keys(STATUSES)).toEqual(PROCESS_STATUSES);
  });
});
