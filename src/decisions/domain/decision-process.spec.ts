import { describe, expect, it } from '@jest/globals';
import {
  aCompletedProcess,
  aFailedProcess,
  aPendingProcess,
  aProcessThatLost,
  aRunningProcess,
  aWorkerId,
  CREATED,
} from '../../../test/support/a-process.js';
import { aWaitingProcess } from '../../../test/support/a-waiting-process.js';
import { oneOfEach } from '../../../test/support/one-of-each.js';
import {
  currentStep,
  isSameWrite,
  isSettled,
  isSuspect,
  outputsOf,
  PROCESS_STATUSES,
} from './decision-process.js';
import { summaryOf } from './process-summary.js';

describe('isSettled', () => {
  it('is true of those that ended, and of no other', () => {
    const settled = new Set(
      oneOfEach()
        .filter(isSettled)
        .map(({ status }) => status),
    );
    expect(settled).toEqual(new Set(['completed', 'failed', 'cancelled']));
  });
});

describe('PROCESS_STATUSES', () => {
  it('are the statuses a process can have', () => {
    expect(new Set(PROCESS_STATUSES)).toEqual(new Set(oneOfEach().map(({ status }) => status)));
  });
});

describe('currentStep', () => {
  it('is the first unfinished step', () => {
    expect(currentStep(aPendingProcess())).toBe('frame');
    expect(currentStep(aRunningProcess({ outputs: ['framed'] }))).toBe('score');
  });

  it('is null when all are finished', () => {
    expect(currentStep(aCompletedProcess())).toBeNull();
  });
});

describe('isSuspect', () => {
  it('is true of a process from the second worker its step has cost', () => {
    expect([0, 1, 2, 3].map((lost) => isSuspect(aProcessThatLost(lost)))).toEqual([false, false, true, true]);
  });
});

describe('outputsOf', () => {
  it('has the outputs of the finished steps by name, whatever the name', () => {
    const process = aRunningProcess({ plan: ['frame', '__proto__', 'last'], outputs: [{ a: 1 }, 'framed'] });
    const outputs = outputsOf(process);
    expect(Object.entries(outputs)).toEqual([
      ['frame', { a: 1 }],
      ['__proto__', 'framed'],
    ]);
    expect(outputsOf(aPendingProcess())).toEqual({});
  });
});

describe('summaryOf', () => {
  it('has everything but the problem, the outputs and the result', () => {
    const worker = aWorkerId();
    const labels = { team: 'procurement' };
    const process = aRunningProcess({ worker, outputs: ['framed'], labels, owner: 'ada' });
    expect(summaryOf(process)).toEqual({
      id: process.id,
      status: 'running',
      revision: 3,
      query: process.query,
      engine: 'analytic',
      engineVersion: 1,
      labels,
      owner: 'ada',
      plan: ['frame', 'score', 'recommend'],
      finishedSteps: 1,
      attempt: 1,
      worker,
      error: null,
      lastError: null,
      createdAt: CREATED,
      startedAt: CREATED,
      updatedAt: CREATED,
      runAt: null,
      deadline: null,
      request: null,
      completedAt: null,
    });
  });

  it.each(oneOfEach())('has a worker, an error and an end only where they are true: $status', (process) => {
    const { worker, error, completedAt } = summaryOf(process);
    expect([worker !== null, error !== null, completedAt !== null]).toEqual([
      process.status === 'running',
      process.status === 'failed',
      isSettled(process),
    ]);
  });

  it('tells what is asked', () => {
    const waiting = aWaitingProcess();
    expect(summaryOf(waiting).request).toBe(waiting.request);
  });

  it('tells why a process failed', () => {
    expect(summaryOf(aFailedProcess({ error: { code: 'timeout' } })).error?.code).toBe('timeout');
  });
});

describe('isSameWrite', () => {
  it.each(oneOfEach())('is true of what was written, read again: $status', (process) => {
    expect(isSameWrite(structuredClone(process), process)).toBe(true);
  });

  it("is false of another's write of the same revision", () => {
    const mine = aRunningProcess({ outputs: ['framed'] });
    expect(isSameWrite({ ...mine, worker: aWorkerId() }, mine)).toBe(false);
    expect(isSameWrite({ ...mine, revision: mine.revision + 1 }, mine)).toBe(false);
    expect(isSameWrite({ ...mine, updatedAt: mine.updatedAt + 1 }, mine)).toBe(false);
    expect(isSameWrite({ ...mine, finished: [] }, mine)).toBe(false);
    expect(isSameWrite({ ...aPendingProcess(), revision: mine.revision }, mine)).toBe(false);
  });
});
