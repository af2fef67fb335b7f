import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SCORED_METHODS } from '../../../../test/support/method-problems.js';
import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { LIMITS } from '../problem/limits.js';
import { affordableChanges, costOf } from './cost.js';
import type { Method } from '../problem/method.js';

const BUDGET = 4e7;

describe(affordableChanges.name, () => {
  it('are bounded by what they cost, at least one, and all of a small problem', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCORED_METHODS),
        fc.integer({ min: 1, max: LIMITS.alternatives }),
        fc.integer({ min: 1, max: LIMITS.criteria }),
        (name, rows, columns) => {
          const method = { name } as Method;
          const criteria = Array.from(
            { length: columns },
            () => ({}),
          ) as unknown as DecisionMatrix['criteria'];
          const tried = affordableChanges({ method, criteria }, { count: rows, rows });
          const each = costOf(method, rows, columns);
          expect(tried).toBeGreaterThanOrEqual(1);
          expect(tried === 1 || tried * each <= BUDGET).toBe(true);
          if (rows * each <= BUDGET) expect(tried).toBe(rows);
        },
      ),
    );
  });
});
