import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPendingProcess, CREATED } from '../../../../test/support/a-process.js';
import { inTurns, LANE_WIDTH, LANES, laneOf, scoreIn, type Standing, standingAt } from './lanes.js';
import { placesOf } from './places.js';

const waiting = (lane: number, runAt: number, id = `${lane}-${runAt}`): Standing => ({ id, lane, runAt });
const idsInTurns = (all: readonly Standing[], turn: number, limit = 100) =>
  inTurns(all, turn, limit).map(({ id }) => id);

describe('lanes', () => {
  it('are the same for an owner every time, and 0 is for what has none', () => {
    expect(laneOf(null)).toBe(0);
    expect(['', 'ci', 'ops', 'Zoë'].map(laneOf)).toEqual(['', 'ci', 'ops', 'Zoë'].map(laneOf));
    expect(placesOf(aPendingProcess())[1]?.score).toBe(CREATED);
    const owned = placesOf(aPendingProcess({ owner: 'ci' }))[1]?.score ?? 0;
    expect(standingAt(owned)).toEqual({ lane: laneOf('ci'), runAt: CREATED });
  });

  it('spread owners with names that are alike', () => {
    const lanes = Array.from({ length: 1_000 }, (_, nth) => laneOf(`team-${nth}`));
    for (const lane of lanes) expect(lane > 0 && lane < LANES).toBe(true);
    // Thrown at random 1,000 names meet about 637 of 1,023 lanes.
    expect(new Set(lanes).size).toBeGreaterThan(580);
  });

  it('and times are found again in a score, exactly, which orders by lane and then by time', () => {
    const place = fc.record({
      lane: fc.integer({ min: 0, max: LANES - 1 }),
      runAt: fc.integer({ min: 0, max: LANE_WIDTH - 1 }),
    });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [a, b] = [scoreIn(one.lane, one.runAt), scoreIn(other.lane, other.runAt)];
        expect(standingAt(a)).toEqual(one);
        expect(Number.isSafeInteger(a)).toBe(true);
        const order = one.lane - other.lane || one.runAt - other.runAt;
        expect(Math.sign(a - b)).toBe(Math.sign(order));
      }),
    );
    expect(standingAt(scoreIn(3, -5))).toEqual({ lane: 3, runAt: 0 });
    expect(standingAt(scoreIn(3, LANE_WIDTH + 5))).toEqual({ lane: 3, runAt: LANE_WIDTH - 1 });
  });

  it('give one each before any gives a second one, from the one whose turn it is', () => {
    const all = [waiting(1, 3), waiting(1, 1), waiting(1, 2), waiting(7, 9), waiting(4, 8), waiting(4, 5)];
    expect(idsInTurns(all, 0)).toEqual(['1-1', '4-5', '7-9', '1-2', '4-8', '1-3']);
    expect(idsInTurns(all, 5)).toEqual(['7-9', '1-1', '4-5', '1-2', '4-8', '1-3']);
    expect(idsInTurns(all, 4, 2)).toEqual(['4-5', '7-9']);
    const sameTime = [waiting(1, 1, 'b'), waiting(1, 1, 'a')];
    expect(idsInTurns(sameTime, 0)).toEqual(['a', 'b']);
    expect(idsInTurns([...sameTime].reverse(), 0)).toEqual(['a', 'b']);
  });
});
