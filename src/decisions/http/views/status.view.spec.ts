import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCompletedProcess } from '../../../../test/support/a-process.js';
import { oneOfEach } from '../../../../test/support/one-of-each.js';
import { reportOf } from '../../domain/process-summary.js';
import type { JsonValue } from '../../domain/json.js';
import { StatusView } from './status.view.js';

describe('The text of a status', () => {
  it('is JSON with the result as its last member, whatever the result is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const result = JSON.parse(JSON.stringify(value)) as JsonValue;
        const status = JSON.parse(StatusView.textOf(reportOf(aCompletedProcess({ result })))) as object;
        expect(Object.keys(status).at(-1)).toBe('result');
        expect(status).toMatchObject({ status: 'completed' });
        expect(Reflect.get(status, 'result')).toEqual(result);
      }),
    );
  });

  it('has no result as long as the process has none', () => {
    for (const process of oneOfEach()) {
      const status = JSON.parse(StatusView.textOf(reportOf(process))) as { result: unknown };
      if (process.status !== 'completed') expect(status.result).toBeNull();
    }
  });
});
