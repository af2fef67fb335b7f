import { describe, expect, it } from '@jest/globals';
import {
  accepted,
  aCancelledProcess,
  aCompletedProcess,
  aFailedProcess,
  aNewProcess,
  aPendingProcess,
  aRetryingProcess,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../../../test/support/a-process.js';
import type { DecisionProcess, RunningProcess } from './decision-process.js';
import {
  begin,
  cancel,
  checkpoint,
  complete,
  exhaust,
  expire,
  failStep,
  isRejection,
  keep,
  open,
  release,
  resume,
} from './transitions.js';

const WORKER = aWorkerId();
const LATER = CREATED + 1_000;

const pending = aPendingProcess();
const running = aRunningProcess({ worker: WORKER });
const facts = withoutWorker(running);
const atLastStep = aRunningProcess({ worker: WORKER, outputs: ['framed', 'scored'] });
const settled = [aCompletedProcess(), aFailedProcess(), aCancelledProcess()] as const;
const notRunning: readonly DecisionProcess[] = [pending, ...settled];

const bySomeone = (step: string) => ({ worker: WORKER, step, output: { made: step }, startedAt: LATER - 10 });
const error = { code: 'timeout', message: 'The step took too long.', step: 'frame' };
const lost = { worker: WORKER, reason: 'worker_lost', maxAttempts: 3, runAt: LATER + 5 } as const;

describe('open', () => {
  it('makes a pending process that is due at once and was never begun', () => {
    const request = aNewProcess({ labels: { team: 'procurement' } });
    expect(open(request, CREATED)).toEqual({
      ...request,
      status: 'pending',
      revision: 1,
      finished: [],
      attempt: 0,
      stepStartedAt: null,
      workersLost: 0,
      lastError: null,
      kept: {},
      requests: {},
      history: [],
      createdAt: CREATED,
      updatedAt: CREATED,
      startedAt: null,
      runAt: CREATED,
    });
  });
});

describe('begin', () => {
  it('gives a due process to a worker and counts the attempt', () => {
    const { runAt, ...facts } = pending;
    expect(begin(pending, WORKER, runAt)).toEqual({
      ...facts,
      status: 'running',
      worker: WORKER,
      revision: 2,
      attempt: 1,
      updatedAt: runAt,
      startedAt: runAt,
      stepStartedAt: runAt,
    });
  });

  it('keeps the time of the first begin', () => {
    const retrying = aRetryingProcess({ runAt: LATER });
    const again = accepted(begin(retrying, WORKER, LATER));
    expect(again).toMatchObject({
      startedAt: CREATED,
      stepStartedAt: LATER,
      attempt: 2,
      updatedAt: LATER,
    });
  });

  it('refuses a process that is not due yet', () => {
    const waiting = aPendingProcess({ runAt: LATER });
    expect(begin(waiting, WORKER, LATER - 1)).toEqual({ rejected: 'not_due' });
    expect(isRejection(begin(waiting, WORKER, LATER))).toBe(false);
  });

  it.each([running, ...settled])('refuses a process that is not pending: $status', (process) => {
    expect(begin(process, WORKER, LATER)).toEqual({ rejected: 'not_pending' });
  });
});

describe('keep', () => {
  it('stores a value of the current step, and nothing of a step or a worker that is not the one', () => {
    const value = { worker: WORKER, step: 'frame', name: 'quote', value: 42 };
    expect(keep(running, value, LATER)).toMatchObject({
      kept: { quote: 42 },
      revision: running.revision + 1,
    });
    expect(keep(running, { ...value, step: 'score' }, LATER)).toEqual({ rejected: 'step_out_of_order' });
    expect(keep(running, value, LATER)).toMatchObject({ stepStartedAt: running.stepStartedAt });
    expect(keep(aPendingProcess(), value, LATER)).toEqual({ rejected: 'not_owned' });
  });
});

describe('checkpoint', () => {
  it('keeps the output of the current step and goes on with the next one', () => {
    const second = { ...running, attempt: 2 };
    expect(checkpoint(second, bySomeone('frame'), LATER)).toEqual({
      ...second,
      revision: 3,
      attempt: 1,
      stepStartedAt: LATER,
      updatedAt: LATER,
      finished: [
        { name: 'frame', output: { made: 'frame' }, attempts: 2, startedAt: LATER - 10, completedAt: LATER },
      ],
    });
  });

  it('keeps earlier steps as they are, the same objects', () => {
    const framed = accepted(checkpoint(running, bySomeone('frame'), LATER));
    const scored = accepted(checkpoint(framed, bySomeone('score'), LATER));
    expect(scored.finished[0]).toBe(framed.finished[0]);
    expect(scored.problem).toBe(running.problem);
  });

  it('ends no step before it began, whatever the clock says', () => {
    const skewed = { ...bySomeone('frame'), startedAt: LATER + 50 };
    const { finished } = accepted(checkpoint(running, skewed, LATER));
    expect(finished[0]).toMatchObject({ startedAt: LATER + 50, completedAt: LATER + 50 });
  });

  it("refuses another worker's output", () => {
    const other = { ...bySomeone('frame'), worker: aWorkerId() };
    expect(checkpoint(running, other, LATER)).toEqual({ rejected: 'not_owned' });
  });

  it.each(notRunning)('refuses a process that is not running: $status', (process) => {
    expect(checkpoint(process, bySomeone('frame'), LATER)).toEqual({ rejected: 'not_owned' });
  });

  it('refuses a step that is finished, one whose turn has not come, and an unknown one', () => {
    const framed = accepted(checkpoint(running, bySomeone('frame'), LATER));
    for (const step of ['frame', 'recommend', 'unknown']) {
      expect(checkpoint(framed, bySomeone(step), LATER)).toEqual({ rejected: 'step_out_of_order' });
    }
  });

  it('refuses the last step, which completes', () => {
    expect(checkpoint(atLastStep, bySomeone('recommend'), LATER)).toEqual({ rejected: 'step_out_of_order' });
  });
});

describe('complete', () => {
  it('keeps the output of the last step once, as the result', () => {
    expect(complete(atLastStep, bySomeone('recommend'), LATER)).toEqual({
      ...withoutWorker(atLastStep),
      status: 'completed',
      stepStartedAt: null,
      revision: atLastStep.revision + 1,
      updatedAt: LATER,
      completedAt: LATER,
      result: { made: 'recommend' },
      finished: [
        ...atLastStep.finished,
        { name: 'recommend', output: null, attempts: 1, startedAt: LATER - 10, completedAt: LATER },
      ],
    });
  });

  it("refuses another worker's result", () => {
    const other = { ...bySomeone('recommend'), worker: aWorkerId() };
    expect(complete(atLastStep, other, LATER)).toEqual({ rejected: 'not_owned' });
  });

  it.each(notRunning)('refuses a process that is not running: $status', (process) => {
    expect(complete(process, bySomeone('recommend'), LATER)).toEqual({ rejected: 'not_owned' });
  });

  it('refuses any step but the last', () => {
    expect(complete(running, bySomeone('frame'), LATER)).toEqual({ rejected: 'step_out_of_order' });
    expect(complete(running, bySomeone('recommend'), LATER)).toEqual({ rejected: 'step_out_of_order' });
  });
});

describe('failStep', () => {
  it('lets the step be tried again later', () => {
    const failure = { worker: WORKER, error, retryAt: LATER + 500 };
    expect(failStep(running, failure, LATER)).toEqual({
      ...facts,
      status: 'pending',
      revision: 3,
      updatedAt: LATER,
      runAt: LATER + 500,
      lastError: error,
    });
  });

  it('ends the process when the step is not to be tried again', () => {
    expect(failStep(running, { worker: WORKER, error, retryAt: null }, LATER)).toEqual({
      ...facts,
      status: 'failed',
      revision: 3,
      updatedAt: LATER,
      completedAt: LATER,
      error,
    });
  });

  it("refuses another worker's failure", () => {
    const failure = { worker: aWorkerId(), error, retryAt: null };
    expect(failStep(running, failure, LATER)).toEqual({ rejected: 'not_owned' });
  });

  it.each(notRunning)('refuses a process that is not running: $status', (process) => {
    const failure = { worker: WORKER, error, retryAt: null };
    expect(failStep(process, failure, LATER)).toEqual({ rejected: 'not_owned' });
  });

  it('refuses the failure of a step that is not the current one', () => {
    const failure = { worker: WORKER, error: { ...error, step: 'score' }, retryAt: null };
    expect(failStep(running, failure, LATER)).toEqual({ rejected: 'step_out_of_order' });
  });
});

describe('exhaust', () => {
  it.each([{ ...running, attempt: 5 }, aPendingProcess()])(
    'ends an unsettled process: $status',
    (process) => {
      const failed = exhaust(process, LATER);
      expect(failed).toMatchObject({
        status: 'failed',
        revision: process.revision + 1,
        completedAt: LATER,
        error: { code: 'attempts_exhausted', step: 'frame' },
      });
      expect(failed.error.message).toContain(`${process.attempt} times`);
    },
  );

  it('names no step where none is left', () => {
    expect(exhaust({ ...pending, plan: [] }, LATER).error.step).toBe('');
  });
});

describe('release', () => {
  it('uses up the attempt of a worker that was lost', () => {
    expect(release(running, lost, LATER)).toEqual({
      ...facts,
      status: 'pending',
      revision: 3,
      attempt: 1,
      workersLost: 1,
      updatedAt: LATER,
      runAt: LATER + 5,
    });
  });

  it.each(['shutdown', 'forgotten'] as const)(
    'gives back the attempt of a worker whose reason is %s, even the last one, and holds it against nobody',
    (reason) => {
      const released = release({ ...running, attempt: 3 }, { ...lost, reason }, LATER);
      expect(released).toMatchObject({ status: 'pending', attempt: 2, workersLost: 0 });
    },
  );

  it('leaves a step whose only attempt was given back as one that was never begun', () => {
    const shutdown = { ...lost, reason: 'shutdown' } as const;
    expect(release(running, shutdown, LATER)).toMatchObject({ attempt: 0, stepStartedAt: null });
    const second = release({ ...running, attempt: 2 }, shutdown, LATER);
    expect(second).toMatchObject({ attempt: 1, stepStartedAt: running.stepStartedAt });
  });

  it('ends a process whose last attempt was lost with its worker', () => {
    expect(release({ ...running, attempt: 2 }, lost, LATER)).toMatchObject({ status: 'pending' });
    expect(release({ ...running, attempt: 3 }, lost, LATER)).toMatchObject({
      status: 'failed',
      error: { code: 'attempts_exhausted' },
    });
    const shutdown = { ...lost, reason: 'shutdown' } as const;
    expect(release({ ...running, attempt: 3 }, shutdown, LATER)).toMatchObject({ status: 'pending' });
  });

  it('refuses to take a process from a worker that does not have it', () => {
    expect(release(running, { ...lost, worker: aWorkerId() }, LATER)).toEqual({ rejected: 'not_owned' });
  });

  it.each(notRunning)('refuses a process that is not running: $status', (process) => {
    expect(release(process, lost, LATER)).toEqual({ rejected: 'not_owned' });
  });
});

describe('cancel', () => {
  it.each([pending, running, atLastStep])('ends a process that is not settled: $status', (process) => {
    const cancelled = accepted(cancel(process, LATER, 'ada'));
    expect(cancelled).toMatchObject({ status: 'cancelled', completedAt: LATER, finished: process.finished });
    expect(cancelled.revision).toBe(process.revision + 1);
    expect(Object.keys(cancelled)).not.toEqual(expect.arrayContaining(['worker']));
    expect(cancelled.history).toEqual([
      { what: 'cancelled', by: 'ada', at: LATER, request: null, outcome: null },
    ]);
  });

  it.each(settled)('refuses a settled process: $status', (process) => {
    expect(cancel(process, LATER)).toEqual({ rejected: 'already_settled' });
  });
});

describe('resume', () => {
  const outputs = ['framed'];

  it.each([aFailedProcess({ outputs }), aCancelledProcess({ outputs })])(
    'goes on from the first unfinished step with fresh attempts: $status',
    (process) => {
      const resumed = accepted(resume(process, LATER));
      expect(resumed).toMatchObject({ status: 'pending', runAt: LATER, attempt: 0, updatedAt: LATER });
      expect(resumed.finished).toBe(process.finished);
      expect(resumed).not.toHaveProperty('error');
      expect(resumed).not.toHaveProperty('completedAt');
    },
  );

  it.each([pending, running, aCompletedProcess()])('refuses any other process: $status', (process) => {
    expect(resume(process, LATER)).toEqual({ rejected: 'not_resumable' });
  });
});

describe('a process with times', () => {
  it('is due when it is asked for, and at once if that is past', () => {
    expect(open({ ...aNewProcess(), runAt: LATER }, CREATED)).toMatchObject({ runAt: LATER });
    expect(open({ ...aNewProcess(), runAt: CREATED - 1 }, CREATED)).toMatchObject({ runAt: CREATED });
  });

  it.each([pending, running])('fails at its deadline, and not before: $status', (process) => {
    const timed = { ...process, deadline: LATER };
    expect(expire(timed, LATER - 1)).toEqual({ rejected: 'not_due' });
    expect(expire(timed, LATER)).toMatchObject({
      status: 'failed',
      error: { code: 'deadline_exceeded', step: 'frame' },
      history: [{ what: 'deadline_exceeded', by: null, at: LATER }],
    });
  });

  it('has no deadline once it is settled, or if it never had one', () => {
    expect(expire(aFailedProcess({ deadline: LATER }), LATER)).toEqual({ rejected: 'not_due' });
    expect(expire(pending, LATER)).toEqual({ rejected: 'not_due' });
  });

  it('is resumed with the deadline it has, another one or none, and not with one that has passed', () => {
    const failed = aFailedProcess({ deadline: LATER });
    expect(resume(failed, LATER - 1)).toMatchObject({ status: 'pending', deadline: LATER });
    expect(resume(failed, LATER)).toEqual({ rejected: 'deadline_passed' });
    expect(resume(failed, LATER, { deadline: LATER })).toEqual({ rejected: 'deadline_passed' });
    expect(resume(failed, LATER, { deadline: null, by: 'ada' })).toMatchObject({
      deadline: null,
      history: [{ what: 'resumed', by: 'ada', at: LATER }],
    });
    expect(resume(failed, LATER, { deadline: LATER + 1 })).toMatchObject({ deadline: LATER + 1 });
  });

  it('that is all finished but for its last word names no step', () => {
    const done = { ...running, plan: [], deadline: LATER };
    expect(expire(done, LATER)).toMatchObject({ error: { code: 'deadline_exceeded', step: '' } });
  });
});

describe('every transition', () => {
  it('keeps time from running backwards within a process', () => {
    const late = { ...running, updatedAt: LATER };
    const early = LATER - 100;
    expect(checkpoint(late, bySomeone('frame'), early)).toMatchObject({ updatedAt: LATER });
    expect(failStep(late, { worker: WORKER, error, retryAt: early }, early)).toMatchObject({
      updatedAt: LATER,
    });
    expect(cancel(late, early)).toMatchObject({ updatedAt: LATER, completedAt: LATER });
    expect(release(late, lost, early)).toMatchObject({ updatedAt: LATER });
  });

  it('leaves the process it was given as it was', () => {
    const before = structuredClone(atLastStep);
    complete(atLastStep, bySomeone('recommend'), LATER);
    cancel(atLastStep, LATER);
    release(atLastStep, lost, LATER);
    expect(atLastStep).toEqual(before);
  });
});

/** A running process without what only a running one has. */
function withoutWorker(process: RunningProcess): object {
  return Object.fromEntries(Object.entries(process).filter(([name]) => name !== 'worker'));
}
