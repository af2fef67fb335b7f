import { describe, expect, it } from '@jest/globals';
import { InvalidCursor } from '../../src/decisions/domain/errors.js';
import { oneOfEach } from '../support/one-of-each.js';
import { type CurrentSubject, storeAll } from './subject.js';

export function testQuarantined(subject: CurrentSubject): void {
  describe('quarantined', () => {
    it('is nothing in a store whose records can all be read', async () => {
      await storeAll(subject.processes, oneOfEach());
      expect(await subject.processes.quarantined({ limit: 10 })).toEqual({ records: [], nextCursor: null });
    });

    it('refuses a cursor it never gave out', async () => {
      await expect(subject.processes.quarantined({ limit: 10, cursor: 'forged' })).rejects.toThrow(
        InvalidCursor,
      );
    });
  });
}
