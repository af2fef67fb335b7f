import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A_START, anInstance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { scriptedEngine } from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import { pause } from './base/clock.js';

/** One process of an owner; times in ticks of 64 ms. */
interface Arrival {
  readonly owner: Owner;
  readonly at: number;
  readonly takes: number;
}

interface Event {
  readonly at: number;
  readonly kind: 'arrived' | 'begun' | 'ended';
  readonly owner: Owner;
}

/** Arrivals fall on ticks; a run ends a millisecond behind one, so that neither is decided by who is first within one. */
const TICK_MS = 64;
const OWNERS = ['ada', 'bob', 'eve', 'zoe'] as const;
type Owner = (typeof OWNERS)[number];
const SLOTS = 3;

const arrivals = fc.array(
  fc.record({
    owner: fc.constantFrom(...OWNERS),
    at: fc.integer({ min: 0, max: 20 }),
    takes: fc.constantFrom(1, 2, 3, 30),
  }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

describe('owners who share an instance', () => {
  it('have slots in equal parts as long as they wait, none is left free meanwhile, and nobody starves', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async (all) => {
        for (const state of statesOf(await eventsOf(all))) {
          const waiting = OWNERS.filter((owner) => state.waiting[owner] > 0);
          if (waiting.length > 0) expect(sum(state.running)).toBe(SLOTS);
          for (const owner of waiting) {
            for (const other of state.begun) {
              // An owner who is given one has no more than those who continue waiting, except for that one.
              expect(state.running[other]).toBeLessThanOrEqual(state.running[owner] + 1);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('wait for one run of somebody who has asked for a thousand, not for all of them', async () => {
    const flood = Array.from({ length: 60 }, () => ({ owner: 'ada' as const, at: 0, takes: 10 }));
    const events = await eventsOf([...flood, { owner: 'bob', at: 15, takes: 1 }]);
    const arrived = events.findIndex(({ kind, owner }) => kind === 'arrived' && owner === 'bob');
    const begun = events.findIndex(({ kind, owner }) => kind === 'begun' && owner === 'bob');
    expect(events.slice(arrived, begun).filter(({ kind }) => kind === 'begun').length).toBeLessThanOrEqual(
      SLOTS,
    );
    const ended = events.findIndex(({ kind, at }) => kind === 'ended' && at > (events[arrived]?.at ?? 0));
    expect(events[begun]?.at).toBe(events[ended]?.at);
  });
});

/** Starts what arrives on a real instance, and tells what happened until all of it had ended. */
async function eventsOf(all: readonly Arrival[]): Promise<readonly Event[]> {
  const clock = new FakeClock();
  const events: Event[] = [];
  const note = (kind: Event['kind'], owner: Owner) => events.push({ at: clock.now(), kind, owner });
  const engine = scriptedEngine({
    only: async ({ problem, signal }) => {
      const { owner, takes } = problem as unknown as Arrival;
      note('begun', owner);
      await pause(clock, takes * TICK_MS + 1, signal);
      note('ended', owner);
      return null;
    },
  });
  const persistence = openMemoryPersistence(() => clock.now());
  const settings = { concurrency: SLOTS };
  const instance = await anInstance({ persistence, clock, engines: [engine], settings });
  await instance.start();
  const byTime = [...all].sort((one, other) => one.at - other.at);
  let tick = 0;
  for (const { owner, at, takes } of byTime) {
    await clock.advance((at - tick) * TICK_MS);
    tick = at;
    note('arrived', owner);
    await instance.manager.start({ ...A_START, owner, problem: { owner, takes } });
  }
  while (events.filter(({ kind }) => kind === 'ended').length < all.length) await clock.advance(5 * TICK_MS);
  const leaving = instance.shutDown();
  await clock.advance(60_000);
  await leaving;
  return events;
}

type Counts = Record<Owner, number>;

interface State {
  readonly running: Counts;
  /** Those that arrived in an earlier instant. */
  readonly waiting: Counts;
  /** Who was given a slot in this instant. */
  readonly begun: ReadonlySet<Owner>;
}

/** How things stood after each instant in which something was begun. */
function statesOf(events: readonly Event[]): readonly State[] {
  const [running, waiting] = [nobody(), nobody()];
  const states: State[] = [];
  for (const at of [...new Set(events.map((event) => event.at))]) {
    const now = events.filter((event) => event.at === at);
    for (const { kind, owner } of now) {
      if (kind === 'arrived') waiting[owner] += 1;
      if (kind === 'begun') waiting[owner] -= 1;
      if (kind !== 'arrived') running[owner] += kind === 'begun' ? 1 : -1;
    }
    const begun = new Set(now.filter(({ kind }) => kind === 'begun').map(({ owner }) => owner));
    const hasArrivals = now.some(({ kind }) => kind === 'arrived');
    if (!hasArrivals) states.push({ running: { ...running }, waiting: { ...waiting }, begun });
  }
  return states;
}

function nobody(): Counts {
  return { ada: 0, bob: 0, eve: 0, zoe: 0 };
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
