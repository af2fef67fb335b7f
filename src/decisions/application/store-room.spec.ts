import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { A_START, anInstance, type Instance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { Gate, scriptedEngine } from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import { ANYONE } from '../domain/caller.js';

describe('a store that is nearly full', () => {
  const clock = new FakeClock();
  const gate = new Gate<null>();
  const capacity = { usedShare: null as number | null, takesWrites: true };
  const nearlyFull = { code: 'store_nearly_full' };
  let instance: Instance;

  beforeEach(async () => {
    Object.assign(capacity, { usedShare: null, takesWrites: true });
    const persistence = { ...openMemoryPersistence(() => clock.now()), capacity };
    const engines = [scriptedEngine({ wait: () => gate.opened })];
    instance = await anInstance({ persistence, clock, engines, settings: { nearlyFullShare: 0.8 } });
    await instance.start();
  });

  afterEach(async () => {
    const leaving = instance.shutDown();
    await clock.advance(60_000);
    await leaving;
  });

  it('takes no start, up to the share that is set and not beyond it', async () => {
    for (const [share, isTaken] of [
      [0.8, true],
      [0.81, false],
      [null, true],
    ] as const) {
      capacity.usedShare = share;
      const started = instance.manager.start(A_START);
      if (isTaken) await expect(started).resolves.toMatchObject({ replayed: false });
      else await expect(started).rejects.toMatchObject(nearlyFull);
    }
  });

  it('lets a store that takes no writes say why by itself', async () => {
    Object.assign(capacity, { usedShare: 0.9, takesWrites: false });
    await expect(instance.manager.start(A_START)).resolves.toMatchObject({ replayed: false });
  });

  it('answers a start that was accepted before', async () => {
    const request = { ...A_START, idempotencyKey: 'order-4711' };
    const { process } = await instance.manager.start(request);
    capacity.usedShare = 0.9;
    await expect(instance.manager.start(request)).resolves.toMatchObject({
      replayed: true,
      process: { id: process.id },
    });
  });

  it('takes no resume, but every cancel, and the end of what runs', async () => {
    const [first, second] = [await instance.manager.start(A_START), await instance.manager.start(A_START)];
    capacity.usedShare = 0.9;
    await instance.access.cancel(ANYONE, first.process.id, null);
    await expect(instance.access.resume(ANYONE, first.process.id, null)).rejects.toMatchObject(nearlyFull);
    gate.open(null);
    await clock.advance(2_000);
    await expect(instance.access.summary(ANYONE, second.process.id)).resolves.toMatchObject({
      status: 'completed',
    });
    capacity.usedShare = 0.5;
    await expect(instance.access.resume(ANYONE, first.process.id, null)).resolves.toMatchObject({
      status: 'pending',
    });
  });
});
