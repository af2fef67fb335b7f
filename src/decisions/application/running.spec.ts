import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A_START, anInstance, type Instance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import {
  Gate,
  type ScriptedEngine,
  scriptedEngine,
  untilAborted,
} from '../../../test/support/scripted-engine.js';
import { thrownThings } from '../../../test/support/thrown-things.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import { PermanentStepError, RetryableStepError } from '../domain/ports/decision-engine.js';
import type { DecisionProcess } from '../domain/decision-process.js';
import type { ProcessId } from '../domain/ids.js';
import type { RunSettings } from './base/run-settings.js';
import { ANYONE } from '../domain/caller.js';

const A_REQUEST = { ...A_START, problem: { n: 1 } };

describe('running processes on one instance', () => {
  let clock: FakeClock;
  let instance: Instance;

  beforeEach(() => {
    clock = new FakeClock();
  });

  afterEach(async () => {
    const leaving = instance.shutDown();
    await clock.advance(60_000);
    await leaving;
  });

  async function running(engine: ScriptedEngine, settings: Partial<RunSettings> = {}): Promise<void> {
    const persistence = openMemoryPersistence(() => clock.now());
    instance = await anInstance({ persistence, clock, engines: [engine], settings });
    await instance.start();
  }

  async function start(): Promise<ProcessId> {
    const { process } = await instance.manager.start(A_REQUEST);
    return process.id;
  }

  async function resultOf(id: ProcessId): Promise<unknown> {
    const process = await get(id);
    return process.status === 'completed' ? process.result : null;
  }

  async function get(id: ProcessId): Promise<DecisionProcess> {
    return instance.access.get(ANYONE, id);
  }

  it('runs the steps in order, hands each the outputs before it, and keeps the last output as the result', async () => {
    await running(
      scriptedEngine({
        double: ({ problem }) => (problem as { n: number }).n * 2,
        describe: ({ outputs, key }) => ({ doubled: outputs.double ?? null, key }),
      }),
    );
    const id = await start();
    await clock.advance(0);
    expect(await get(id)).toMatchObject({
      status: 'completed',
      result: { doubled: 2, key: `${id}:describe` },
      finished: [
        { name: 'double', output: 2, attempts: 1 },
        { name: 'describe', output: null, attempts: 1 },
      ],
    });
  });

  it('runs the steps that apply to the problem; the last of them makes the result', async () => {
    const engine = scriptedEngine({ first: () => 1, some: () => 2 });
    const steps = engine.steps.map((step) =>
      step.name === 'some' ? { ...step, appliesTo: (problem: unknown) => problem === 'some' } : step,
    );
    await running({ ...engine, steps });
    const results = [];
    for (const problem of ['some', 'others']) {
      const { process } = await instance.manager.start({ ...A_REQUEST, problem });
      await clock.advance(0);
      results.push([process.plan, await resultOf(process.id)]);
    }
    expect(results).toEqual([
      [['first', 'some'], 2],
      [['first'], 1],
    ]);
  });

  it('tells steps which processes are of one caller, and nothing else of the caller', async () => {
    await running(scriptedEngine({ only: ({ fairnessKey }) => fairnessKey }));
    const owners = ['anna', 'ben', 'anna', null];
    const results = [];
    for (const owner of owners) {
      const { process } = await instance.manager.start({ ...A_REQUEST, owner });
      await clock.advance(0);
      results.push(await resultOf(process.id));
    }
    const [first, second, third, nobody] = results;
    expect(first).toBe(third);
    expect(new Set([first, second, nobody]).size).toBe(3);
  });

  it('lets the engine read the stored problem once for all the steps of a run', async () => {
    const engine = scriptedEngine({ first: () => 1, second: () => 2, third: () => 3 });
    const parsed: unknown[] = [];
    const parse = (problem: unknown) => {
      parsed.push(problem);
      return engine.parse(problem);
    };
    await running({ ...engine, parse });
    await start();
    await clock.advance(0);
    // Once when it is accepted, once when it is run.
    expect(parsed).toEqual([{ n: 1 }, { n: 1 }]);
  });

  it('says why a step failed while it waits for its retry and is tried again, and no more when it is done', async () => {
    const again = new Gate<string>();
    const engine = scriptedEngine({
      only: (_context, call) => {
        if (call === 1) throw new RetryableStepError('busy', 'The supplier does not answer.');
        return again.opened;
      },
      next: untilAborted,
    });
    await running(engine);
    const id = await start();
    await clock.advance(0);
    const lastError = { code: 'busy', message: 'The supplier does not answer.', step: 'only' };
    const waiting = await get(id);
    expect(waiting).toMatchObject({ status: 'pending', attempt: 1, lastError });
    await clock.advance(1_000);
    expect(await get(id)).toMatchObject({ status: 'running', attempt: 2, lastError });
    again.open('done');
    await clock.advance(0);
    expect(await get(id)).toMatchObject({ status: 'running', attempt: 1, lastError: null });
  });

  it('keeps what a step wants made once through its failures and a resume, and drops it when the step is done', async () => {
    const made: string[] = [];
    const pay = (key: string) => {
      made.push(key);
      return { paid: made.length };
    };
    const engine = scriptedEngine({
      only: async ({ once }, call) => {
        const [first, same] = await Promise.all([once('bill.1', pay), once('bill.1', pay)]);
        const second = await once('bill.2', pay);
        Object.assign(first, { changed: true });
        if (call === 1) throw new RetryableStepError('busy', 'Not now.');
        if (call === 2) throw new PermanentStepError('no_stock', 'Not here.');
        return [same, second, await once('bill.1', pay)];
      },
      last: ({ outputs, once }) => once('bill.1', () => outputs.only ?? null),
    });
    await running(engine);
    const id = await start();
    await clock.advance(0);
    expect(await get(id)).toMatchObject({
      status: 'pending',
      kept: { 'bill.1': { paid: 1 }, 'bill.2': { paid: 2 } },
    });
    await clock.advance(5_000);
    expect(await get(id)).toMatchObject({ status: 'failed' });
    await instance.access.resume(ANYONE, id, null);
    await clock.advance(0);
    const result = [{ paid: 1 }, { paid: 2 }, { paid: 1 }];
    expect(await get(id)).toMatchObject({ status: 'completed', result, kept: {} });
    expect(made).toEqual([`${id}:only:bill.1`, `${id}:only:bill.2`]);
  });

  it('keeps no more than one output may have, and nothing that is no JSON', async () => {
    const texts = [() => 'x'.repeat(2_000), () => new Map() as never, () => 'y'.repeat(600)];
    const engine = scriptedEngine({
      only: async ({ once }, call) => {
        await once('small', () => 'z'.repeat(600));
        return once('more', texts[call - 1] ?? (() => null));
      },
    });
    await running(engine);
    const codes = ['output_too_large', 'invalid_output', 'kept_too_large'];
    for (const code of codes) {
      const id = await start();
      await clock.advance(0);
      expect(await get(id)).toMatchObject({ status: 'failed', error: { code } });
    }
  });

  it('names the steps that ran while the event loop was blocked, those that are over by then too', async () => {
    const engine = scriptedEngine({
      light: () => 1,
      heavy: () => {
        clock.stall(3_000);
        return 2;
      },
      last: untilAborted,
    });
    await running(engine);
    const processId = await start();
    await clock.advance(10_000);
    const blocked = instance.events.filter(({ type }) => type === 'loop_blocked');
    const steps = ['light', 'heavy', 'last'].map((step) => ({ processId, engine: 'scripted', step }));
    expect(blocked).toEqual([{ type: 'loop_blocked', blockedMs: 2_900, steps }]);
  });

  it('runs no more processes at a time than it may, and the others in the order they came', async () => {
    const gates = [new Gate(), new Gate(), new Gate(), new Gate()];
    const begun: string[] = [];
    const engine = scriptedEngine({
      wait: async ({ key }, call) => {
        begun.push(key);
        await gates[call - 1]?.opened;
        return null;
      },
    });
    await running(engine);
    const ids = [await start(), await start(), await start(), await start()];
    await clock.advance(2_000);
    expect(begun).toEqual([`${ids[0]}:wait`, `${ids[1]}:wait`]);
    expect((await instance.manager.stats(ANYONE)).counts).toMatchObject({ running: 2, pending: 2 });
    gates[1]?.open();
    await clock.advance(0);
    expect(begun).toEqual([`${ids[0]}:wait`, `${ids[1]}:wait`, `${ids[2]}:wait`]);
    for (const gate of gates) gate.open();
    await clock.advance(0);
    expect((await instance.manager.stats(ANYONE)).counts).toMatchObject({
      running: 0,
      pending: 0,
      completed: 4,
    });
  });

  it('tries a failed step again after a delay that doubles, and counts the attempts', async () => {
    const engine = scriptedEngine({
      flaky: (_context, call) => {
        if (call < 3) throw new Error('not yet');
        return 'at last';
      },
    });
    await running(engine);
    const id = await start();
    await clock.advance(0);
    expect(await get(id)).toMatchObject({ status: 'pending', attempt: 1, runAt: clock.now() + 750 });
    await clock.advance(2_000);
    expect(await get(id)).toMatchObject({ status: 'pending', attempt: 2 });
    await clock.advance(3_000);
    expect(await get(id)).toMatchObject({
      status: 'completed',
      result: 'at last',
      finished: [{ attempts: 3 }],
    });
  });

  it('fails with the words of the step once its attempts are used up', async () => {
    const engine = scriptedEngine({
      doomed: () => {
        throw new RetryableStepError('broken', 'the scale is broken');
      },
    });
    await running(engine);
    const id = await start();
    await clock.advance(60_000);
    const error = { code: 'broken', message: 'the scale is broken', step: 'doomed' };
    expect(await get(id)).toMatchObject({ status: 'failed', attempt: 3, error });
    expect(engine.calls).toHaveLength(3);
  });

  it('fails after one attempt where there is one, whatever is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(thrownThings, async (makeThrown) => {
        const throws = () => {
          throw makeThrown();
        };
        await running(scriptedEngine({ doomed: throws }, { attempts: 1 }));
        const id = await start();
        await clock.advance(0);
        expect(await get(id)).toMatchObject({ status: 'failed', attempt: 1, workersLost: 0 });
        await instance.shutDown();
      }),
      { numRuns: 50 },
    );
  });

  it('reports the code of every failure, also of those that are tried again', async () => {
    const fail = () => Promise.reject(new Error('the scale is broken'));
    await running(scriptedEngine({ doomed: fail }), { maxAttempts: 2 });
    await start();
    await clock.advance(60_000);

    const failures = instance.events.filter((event) => event.type === 'step_failed');
    expect(failures.map(({ failure, retryAt }) => [failure.error.code, retryAt !== null])).toEqual([
      ['step_failed', true],
      ['step_failed', false],
    ]);
  });

  it.each([
    [
      'says that trying again cannot help',
      () => Promise.reject(new PermanentStepError('no_data', 'There is none.')),
      'no_data',
    ],
    ['answers a number that is not finite', () => ({ score: NaN }), 'invalid_output'],
    ['answers more than is allowed', () => 'x'.repeat(1_001), 'output_too_large'],
  ])('fails at once when a step %s', async (_case, step, code) => {
    const engine = scriptedEngine({ once: step });
    await running(engine);
    const id = await start();
    await clock.advance(60_000);
    expect(await get(id)).toMatchObject({ status: 'failed', error: { code, step: 'once' } });
    expect(engine.calls).toHaveLength(1);
  });

  it('gives a step up when its time is over, even one that does not listen, and drops what it answers later', async () => {
    const late = new Gate<string>();
    const engine = scriptedEngine(
      { slow: (_context, call) => (call === 1 ? late.opened : 'in time') },
      { timeoutMs: 5_000 },
    );
    await running(engine);
    const id = await start();
    await clock.advance(5_000);
    expect(await get(id)).toMatchObject({ status: 'pending', attempt: 1 });
    late.open('too late');
    await clock.advance(2_000);
    expect(await get(id)).toMatchObject({ status: 'completed', result: 'in time' });
    expect(instance.events.filter(({ type }) => type === 'late_result')).toHaveLength(1);
  });

  it('tells the step under way when its process is cancelled, and runs no other step', async () => {
    const told = new Gate();
    const engine = scriptedEngine({
      first: (context) => untilAborted(context).finally(() => told.open()),
      second: () => 'never',
    });
    await running(engine);
    const id = await start();
    await clock.advance(0);
    expect(await instance.access.cancel(ANYONE, id, null)).toMatchObject({ status: 'cancelled' });
    await told.opened;
    await clock.advance(10_000);
    expect(await get(id)).toMatchObject({ status: 'cancelled', finished: [] });
    expect(engine.calls).toEqual(['first']);
    expect(await instance.access.cancel(ANYONE, id, null)).toEqual(await get(id));
  });

  it('resumes at the first unfinished step with the outputs of the others', async () => {
    const engine = scriptedEngine({
      kept: () => 'kept',
      fails: (_context, call) => {
        if (call === 1) throw new PermanentStepError('no_data', 'There is none.');
        return 'found';
      },
      last: ({ outputs }) => outputs,
    });
    await running(engine);
    const id = await start();
    await clock.advance(0);
    expect(await get(id)).toMatchObject({ status: 'failed' });
    await instance.access.resume(ANYONE, id, null);
    await clock.advance(0);
    expect(await get(id)).toMatchObject({ status: 'completed', result: { kept: 'kept', fails: 'found' } });
    expect(engine.calls).toEqual(['kept', 'fails', 'fails', 'last']);
  });

  it('accepts but runs nothing as an api instance', async () => {
    await running(scriptedEngine({ only: () => 1 }), { role: 'api' });
    const id = await start();
    await clock.advance(20_000);
    expect(await get(id)).toMatchObject({ status: 'pending' });
  });
});
