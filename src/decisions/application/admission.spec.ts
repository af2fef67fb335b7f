import { afterEach, describe, expect, it } from '@jest/globals';
import { A_START, anInstance, type Instance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { Gate, scriptedEngine } from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import type { RunSettings } from './base/run-settings.js';

describe('processes that are not settled', () => {
  const clock = new FakeClock();
  const gate = new Gate<null>();
  let instance: Instance;

  afterEach(async () => {
    gate.open(null);
    const leaving = instance.shutDown();
    await clock.advance(60_000);
    await leaving;
  });

  async function running(settings: Partial<RunSettings>): Promise<void> {
    const persistence = openMemoryPersistence(() => clock.now());
    const engines = [scriptedEngine({ wait: () => gate.opened })];
    instance = await anInstance({ persistence, clock, engines, settings });
    await instance.start();
  }

  /** How many of a number of simultaneous starts are accepted, and what the others are told. */
  async function start(owner: string | null, times: number): Promise<[accepted: number, codes: unknown[]]> {
    const starts = Array.from({ length: times }, () => instance.manager.start({ ...A_START, owner }));
    const ends = await Promise.allSettled(starts);
    const refused = ends.filter(({ status }) => status === 'rejected');
    const codes = refused.map((end) => (end as { reason: { code?: unknown } }).reason.code);
    return [times - refused.length, [...new Set(codes)]];
  }

  it('are bounded for each owner, and those of others take no room', async () => {
    await running({ maxUnsettled: 3 });

    expect(await start('ada', 5)).toEqual([3, ['too_many_unsettled']]);
    expect(await start('bob', 3)).toEqual([3, []]);
    expect(await start(null, 5)).toEqual([5, []]);
  });

  it('are bounded for all together', async () => {
    await running({ maxUnsettledTotal: 4 });

    expect(await start('ada', 3)).toEqual([3, []]);
    expect(await start(null, 3)).toEqual([1, ['overloaded']]);
  });

  it('make room once they have settled', async () => {
    await running({ maxUnsettled: 2, concurrency: 2 });
    await start('ada', 2);
    expect(await start('ada', 1)).toEqual([0, ['too_many_unsettled']]);

    gate.open(null);
    await clock.advance(2_000);
    await start('ada', 1);
    await clock.advance(2_000);

    expect(await start('ada', 2)).toEqual([2, []]);
  });

  it('are answered again by their idempotency key when there is no room for another', async () => {
    await running({ maxUnsettled: 1 });
    const request = { ...A_START, owner: 'ada', idempotencyKey: 'order-4711' };
    const first = await instance.manager.start(request);

    await expect(instance.manager.start(request)).resolves.toMatchObject({
      replayed: true,
      process: { id: first.process.id },
    });
    await expect(instance.manager.start({ ...request, idempotencyKey: 'other' })).rejects.toMatchObject({
      code: 'too_many_unsettled',
    });
  });
});
