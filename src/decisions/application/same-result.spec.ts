import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A_START, anInstance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { scriptedEngine } from '../../../test/support/scripted-engine.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import type { DecisionProcess } from '../domain/decision-process.js';
import type { JsonValue } from '../domain/json.js';
import { RetryableStepError, type StepContext } from '../domain/ports/decision-engine.js';

/** What a step does to a list it was given, in place. */
const CHANGES = {
  sort: (list: unknown[]) => list.sort(),
  reverse: (list: unknown[]) => list.reverse(),
  push: (list: unknown[]) => list.push(list.length),
  pop: (list: unknown[]) => list.pop(),
  assign: (list: unknown[]) => (list[0] = 'changed'),
} as const;
type Change = keyof typeof CHANGES;

/** Steps by number; a step changes its problem and every earlier output so, then answers what it sees. */
const programs = fc.array(
  fc.array(fc.constantFrom(...(Object.keys(CHANGES) as Change[])), { maxLength: 3 }),
  {
    minLength: 2,
    maxLength: 4,
  },
);

describe('the result of a process', () => {
  it('is the same whichever attempts fail, though steps change in place what they are given', async () => {
    const list = fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(programs, list, fc.nat(3), async (program, problem, failing) => {
        const undisturbed = await resultOf(program, problem, null);
        expect(undisturbed).toMatchObject({ status: 'completed' });
        const disturbed = await resultOf(program, problem, failing % program.length);
        expect(disturbed).toMatchObject({ status: 'completed', result: outcome(undisturbed) });
        expect(disturbed.finished.map(({ output }) => output)).toEqual(
          undisturbed.finished.map(({ output }) => output),
        );
        expect(disturbed.problem).toEqual(problem);
      }),
      { numRuns: 60 },
    );
  });
});

function outcome(process: DecisionProcess): unknown {
  return process.status === 'completed' ? process.result : process.status;
}

/** Runs the program; the first attempt at one of the steps fails after it has changed everything. */
async function resultOf(
  program: readonly (readonly Change[])[],
  problem: JsonValue,
  failing: number | null,
): Promise<DecisionProcess> {
  const steps = program.map((changes, nth) => {
    const run = ({ problem: given, outputs }: StepContext, call: number) => {
      const lists = [given, ...Object.values(outputs)] as unknown as unknown[][];
      for (const change of changes) for (const each of lists) CHANGES[change](each);
      if (nth === failing && call === 1) throw new RetryableStepError('again', 'Once more.');
      return lists.flat().slice(0, 50) as JsonValue;
    };
    return [`step-${nth}`, run] as const;
  });
  const clock = new FakeClock();
  const persistence = openMemoryPersistence(() => clock.now());
  const engine = scriptedEngine(Object.fromEntries(steps));
  const settings = { maxOutputBytes: 1_000_000 };
  const instance = await anInstance({ persistence, clock, engines: [engine], settings });
  await instance.start();
  const { process } = await instance.manager.start({ ...A_START, problem });
  await clock.advance(10_000);
  const ended = await persistence.processes.find(process.id);
  const leaving = instance.shutDown();
  await clock.advance(60_000);
  await leaving;
  if (!ended) throw new Error('The process is gone.');
  return ended;
}
