import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aProcessId } from '../../../../test/support/a-process.js';
import { anInstance, type Instance } from '../../../../test/support/an-instance.js';
import { FakeClock } from '../../../../test/support/fake-clock.js';
import { scriptedEngine } from '../../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../../persistence/memory/memory-persistence.js';
import { StoreUnavailable } from '../../domain/errors.js';
import type { CheckedPart, IndexRepair } from '../../domain/ports/index.check.js';
import type { ProcessEvent } from '../base/process-events.js';

const EVERY_MS = 250;

describe('comparing indexes with records', () => {
  let clock: FakeClock;
  let instance: Instance;
  let parts: (() => Promise<CheckedPart>)[];
  let calls: number;

  beforeEach(async () => {
    clock = new FakeClock();
    [parts, calls] = [[], 0];
    const next = () => {
      calls += 1;
      return parts.shift()?.() ?? Promise.resolve(aPart());
    };
    const persistence = { ...openMemoryPersistence(() => clock.now()), indexes: { next } };
    const engines = [scriptedEngine({ only: () => 'done' })];
    instance = await anInstance({ persistence, clock, engines, settings: { indexCheckMs: EVERY_MS } });
  });
  afterEach(() => instance.shutDown());

  it('goes on at its pace, one call at a time, and stops when the instance leaves', async () => {
    await instance.start();
    await clock.advance(10 * EVERY_MS);
    expect(calls).toBe(11);
    const leaving = instance.shutDown();
    await clock.advance(60_000);
    await leaving;
    expect(calls).toBe(11);
  });

  it('reports each repair, and each pass with all that it came to', async () => {
    const repairs = [aRepair('entered'), aRepair('removed')];
    parts.push(
      () => Promise.resolve(aPart({ checked: 100, repairs })),
      () => Promise.resolve(aPart({ checked: 7, isLast: true })),
      () => Promise.resolve(aPart({ checked: 3, isLast: true })),
    );
    await instance.start();
    await clock.advance(2 * EVERY_MS);
    expect(reported()).toEqual([
      ...repairs.map((repair) => ({ type: 'index_repaired', repair })),
      { type: 'indexes_compared', checked: 107, repaired: 2, tookMs: EVERY_MS },
      { type: 'indexes_compared', checked: 3, repaired: 0, tookMs: 0 },
    ]);
  });

  it('goes on after the store gave no answer', async () => {
    const error = new StoreUnavailable('timeout');
    parts.push(
      () => Promise.reject(error),
      () => Promise.resolve(aPart({ checked: 1, isLast: true })),
    );
    await instance.start();
    await clock.advance(EVERY_MS);
    expect(reported()).toEqual([
      { type: 'trouble', task: 'index_check', error },
      { type: 'indexes_compared', checked: 1, repaired: 0, tookMs: EVERY_MS },
    ]);
  });

  function reported(): ProcessEvent[] {
    return instance.events.filter(({ type }) => /^index|^trouble/.test(type));
  }
});

function aPart(part: Partial<CheckedPart> = {}): CheckedPart {
  return { checked: 0, repairs: [], isLast: false, ...part };
}

function aRepair(outcome: IndexRepair['outcome']): IndexRepair {
  return { id: aProcessId(), indexes: ['due'], outcome };
}
