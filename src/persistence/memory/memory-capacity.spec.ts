import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSettled, type DecisionProcess } from '../../decisions/domain/decision-process.js';
import { cancel } from '../../decisions/domain/transitions.js';
import { accepted, aPendingProcess, CREATED } from '../../../test/support/a-process.js';
import { anAnsweredProcess, aWaitingProcess } from '../../../test/support/a-waiting-process.js';
import { oneOfEach } from '../../../test/support/one-of-each.js';
import { openMemoryPersistence } from './memory-persistence.js';

const MIB = 1_048_576;

describe('how full the store in memory is', () => {
  it('follows what is stored, and is nothing again when all is gone', async () => {
    const sizes = fc.array(fc.nat({ max: 20_000 }), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        const { processes, capacity } = openMemoryPersistence(() => CREATED, { maxBytes: MIB });
        const stored: DecisionProcess[] = [];
        for (const length of lengths) {
          const before = capacity.usedShare ?? 0;
          const process = aPendingProcess({ problem: { text: 'x'.repeat(length) } });
          stored.push(await processes.create(process));
          expect(((capacity.usedShare ?? 0) - before) * MIB).toBeGreaterThan(length);
        }
        for (const pending of stored) {
          const cancelled = accepted(cancel(pending, CREATED));
          expect(await processes.swap(pending, cancelled)).toBe(true);
          expect(await processes.remove(cancelled)).toBe(true);
        }
        expect(capacity.usedShare).toBe(0);
      }),
    );
  });

  it('counts a value that did not change once, however often its process is written', async () => {
    const { processes, capacity } = openMemoryPersistence(() => CREATED, { maxBytes: MIB });
    const pending = await processes.create(aPendingProcess({ problem: { text: 'x'.repeat(100_000) } }));
    const once = capacity.usedShare ?? 0;
    await processes.swap(pending, accepted(cancel(pending, CREATED)));
    expect(Math.abs((capacity.usedShare ?? 0) - once)).toBeLessThan(0.01);
  });

  it('counts what was asked, while it is open and once it is answered', async () => {
    const question = { evidence: { text: 'x'.repeat(50_000) } };
    for (const process of [aWaitingProcess({ question }), anAnsweredProcess({ question })]) {
      const { processes, capacity } = openMemoryPersistence(() => CREATED, { maxBytes: MIB });
      await processes.create(process);
      expect((capacity.usedShare ?? 0) * MIB).toBeGreaterThan(50_000);
    }
  });

  it('forgets what retention removes, of every shape', async () => {
    const { processes, capacity } = openMemoryPersistence(() => CREATED, { maxBytes: MIB });
    const all = oneOfEach();
    for (const process of all) await processes.create(process);
    const before = capacity.usedShare ?? 0;
    expect(await processes.removeSettled(Number.MAX_SAFE_INTEGER, 100)).toBe(all.filter(isSettled).length);
    expect(capacity.usedShare).toBeLessThan(before);
  });

  it('is measured against half of the heap where nobody says otherwise', () => {
    expect(openMemoryPersistence(() => CREATED).capacity.usedShare).toBe(0);
  });
});
