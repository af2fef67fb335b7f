import type { CheckedPart, IndexCheck } from '../../decisions/domain/ports/index.check.js';

/**
 * Indexes in memory are written in the same turn as the processes they point to, and nobody else can write them: there
 * is nothing to compare.
 */
export class MemoryIndexCheck implements IndexCheck {
  next(): Promise<CheckedPart> {
    return Promise.resolve({ checked: 0, repairs: [], isLast: true });
  }
}
