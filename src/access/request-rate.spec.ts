import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Caller } from '../decisions/domain/caller.js';
import { ANYONE } from '../decisions/domain/caller.js';
import { RequestRate } from './request-rate.js';

const named = (name: string): Caller => ({ name, roles: new Set(['read']) });

describe('requests a second', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('are told with each of them, and refused beyond the limit', async () => {
    const rate = new RequestRate(2);
    const turns = await Promise.all([1, 2, 3].map(async () => rate.take(named('ann'))));
    expect(turns.map((turn) => turn?.headers.ratelimit)).toEqual([
      '"requests";r=1;t=1',
      '"requests";r=0;t=1',
      '"requests";r=0;t=1',
    ]);
    expect(turns.map((turn) => turn?.headers['ratelimit-policy'])).toEqual(
      Array(3).fill('"requests";q=2;w=1'),
    );
    expect(turns.map((turn) => turn?.refusal?.code ?? null)).toEqual([null, null, 'too_many_requests']);
    expect(turns[2]?.refusal?.headers).toEqual({ 'retry-after': '1' });
  });

  it('have no limit where there is none, and for nobody in particular', () => {
    expect(new RequestRate(0).take(named('ann'))).toBeNull();
    expect(new RequestRate(1).take(ANYONE)).toBeNull();
  });

  it('of each caller are those of no other: each is let in so often in every second of theirs', async () => {
    const requests = fc.array(
      fc.record({ name: fc.constantFrom('ann', 'bob', 'cid'), after: fc.integer({ min: 0, max: 700 }) }),
    );
    await fc.assert(
      fc.asyncProperty(requests, fc.integer({ min: 1, max: 3 }), async (made, limit) => {
        const rate = new RequestRate(limit);
        const begun = new Map<string, { readonly at: number; used: number }>();
        for (const { name, after } of made) {
          jest.advanceTimersByTime(after);
          const now = Date.now();
          const known = begun.get(name);
          const window = known && now < known.at + 1_000 ? known : { at: now, used: 0 };
          begun.set(name, window);
          window.used += 1;
          const turn = await rate.take(named(name));
          expect(turn?.refusal === null).toBe(window.used <= limit);
        }
      }),
    );
  });
});
