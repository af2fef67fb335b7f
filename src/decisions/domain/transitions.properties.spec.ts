import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aNewProcess, aWorkerId, CREATED } from '../../../test/support/a-process.js';
import { oneOfEach } from '../../../test/support/one-of-each.js';
import { aQuestion } from '../../../test/support/a-waiting-process.js';
import { currentStep, type DecisionProcess, isSettled, type ProcessStatus } from './decision-process.js';
import { answersTo } from './waiting/requests.js';
import {
  answer,
  ask,
  begin,
  cancel,
  checkpoint,
  complete,
  expire,
  failStep,
  isRejection,
  open,
  release,
  resume,
  type Transition,
} from './transitions.js';

const MAX_ATTEMPTS = 2;
const PLAN = ['frame', 'score', 'recommend'];
const [OWNER, OTHER] = [aWorkerId(), aWorkerId()];
const KINDS = [
  'begin',
  'checkpoint',
  'complete',
  'fail',
  'lose',
  'shutdown',
  'forget',
  'cancel',
  'resume',
  'ask',
  'answer',
  'expire',
] as const;
const USUAL = ['begin', 'begin', 'checkpoint', 'checkpoint', 'complete', 'fail', 'lose', 'answer'] as const;

/**
 * Any command by anyone, in turn or not, but often enough what makes progress to reach the end of the plan. `elapsed`
 * is negative where another machine's clock is behind.
 */
const command = fc.record({
  kind: fc.constantFrom(...KINDS, ...USUAL),
  worker: fc.constantFrom(OWNER, OWNER, OWNER, OTHER),
  step: fc.constantFrom('current', 'current', 'current', ...PLAN),
  elapsed: fc.integer({ min: -20, max: 200 }),
  delay: fc.integer({ min: 0, max: 50 }),
});
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

const programs = fc.array(command, { maxLength: 80, size: 'max' });

describe('any sequence of commands', () => {
  const everyStep = (check: (before: DecisionProcess, after: DecisionProcess) => void) => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(programs, (program) => {
        for (const [before, after] of stepsOf(program)) {
          seen.add(`${before.status} to ${after.status}`);
          check(before, after);
        }
      }),
      { numRuns: 150, seed: 20_260_103 },
    );
    return seen;
  };

  it('moves along the edges of the state machine, and along each of them', () => {
    expect(everyStep(() => undefined)).toEqual(
      new Set([
        'pending to running',
        'pending to cancelled',
        'running to running',
        'running to pending',
        'running to completed',
        'running to failed',
        'running to cancelled',
        'running to waiting',
        'waiting to pending',
        'waiting to failed',
        'waiting to cancelled',
        'pending to failed',
        'failed to pending',
        'cancelled to pending',
      ]),
    );
  });

  it('leaves a settled process only by resuming it, and a completed one never', () => {
    everyStep((before, after) => {
      if (isSettled(before)) expect([before.status, after.status]).not.toContain('completed');
      if (isSettled(before)) expect(after).toMatchObject({ status: 'pending', attempt: 0 });
    });
  });

  it('counts every write once', () => {
    everyStep((before, after) => expect(after.revision).toBe(before.revision + 1));
  });

  it('lets no time run backwards', () => {
    everyStep((before, after) => {
      expect(after.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
      if (isSettled(after)) expect(after.completedAt).toBe(after.updatedAt);
      for (const { startedAt, completedAt } of after.finished) {
        expect(completedAt).toBeGreaterThanOrEqual(startedAt);
      }
    });
  });

  it('finishes steps in the order of the plan, one at a time, and keeps what is finished', () => {
    everyStep((before, after) => {
      expect(after.finished.map(({ name }) => name)).toEqual(PLAN.slice(0, after.finished.length));
      expect(after.finished.slice(0, before.finished.length)).toEqual(before.finished);
      expect([0, 1]).toContain(after.finished.length - before.finished.length);
      expect(after.status === 'completed').toBe(after.finished.length === PLAN.length);
    });
  });

  it('begins no step more often than the limit', () => {
    everyStep((_, after) => {
      expect(after.attempt).toBeGreaterThanOrEqual(after.status === 'running' ? 1 : 0);
      expect(after.attempt).toBeLessThanOrEqual(MAX_ATTEMPTS);
      for (const { attempts } of after.finished) expect([1, MAX_ATTEMPTS]).toContain(attempts);
    });
  });

  it('knows when the current step was last begun, if it was', () => {
    everyStep((before, after) => {
      const isBegun = after.attempt > 0 && after.status !== 'completed';
      expect(after.stepStartedAt === null).toBe(!isBegun);
      if (after.stepStartedAt === null) return;
      expect(after.stepStartedAt).toBeLessThanOrEqual(after.updatedAt);
      if (isSettled(after)) expect(after.stepStartedAt).toBe(before.stepStartedAt);
    });
  });

  it('blames a step for no more lost workers than it has cost, and for none once it is finished or resumed', () => {
    everyStep((before, after) => {
      expect(after.workersLost).toBeLessThanOrEqual(after.attempt);
      if (after.workersLost === before.workersLost) return;
      const isLost = after.workersLost === before.workersLost + 1 && after.status === 'pending';
      const isFresh = after.finished.length > before.finished.length || isSettled(before);
      expect(isLost || (isFresh && after.workersLost === 0)).toBe(true);
    });
  });

  it('has each field only where it is true', () => {
    const facts = Object.keys(open(aNewProcess(), CREATED)).filter((key) => key !== 'runAt');
    const own: Record<ProcessStatus, string[]> = {
      pending: ['runAt'],
      running: ['worker'],
      waiting: ['request'],
      completed: ['result', 'completedAt'],
      failed: ['error', 'completedAt'],
      cancelled: ['completedAt'],
    };
    everyStep((_, after) => {
      expect(Object.keys(after).sort()).toEqual([...facts, ...own[after.status]].sort());
      expect(Object.values(after)).not.toContain(undefined);
    });
  });

  it('closes every request once, with an answer or without, and keeps what is closed', () => {
    everyStep((before, after) => {
      const open = before.status === 'waiting' ? [before.request.id] : [];
      expect(Object.keys(after.requests)).toEqual([...Object.keys(before.requests), ...open]);
      for (const [id, request] of Object.entries(before.requests)) expect(after.requests[id]).toBe(request);
      if (after.status === 'waiting') expect(after.requests).not.toHaveProperty(after.request.id);
    });
  });

  it('tells no answer of one step to another, and lets none be given after its time', () => {
    everyStep((_, after) => {
      for (const [name, { step, answer: given, expiresAt, closing }] of answersTo(
        currentStep(after),
        after.requests,
      )) {
        expect([name, step]).toEqual(['review', currentStep(after)]);
        if (closing === 'answered') expect(given?.at).toBeLessThan(expiresAt ?? Infinity);
      }
    });
  });

  it('is past no deadline that it was told of', () => {
    everyStep((before, after) => {
      const isOver = after.status === 'failed' && after.error.code === 'deadline_exceeded';
      if (isOver) expect(after.updatedAt).toBeGreaterThanOrEqual(before.deadline ?? Infinity);
    });
  });

  it('never changes what was asked for', () => {
    everyStep((before, after) => {
      for (const key of ['id', 'problem', 'labels', 'plan', 'query', 'engine', 'createdAt'] as const) {
        expect(after[key]).toBe(before[key]);
      }
    });
  });
});

describe('a rejection', () => {
  it('is told from a process whatever it is', () => {
    expect(oneOfEach().some(isRejection)).toBe(false);
    expect(isRejection({ rejected: 'not_due' })).toBe(true);
  });
});

/** Each accepted command as the process before and after it. */
function stepsOf(program: readonly Command[]): [DecisionProcess, DecisionProcess][] {
  let process: DecisionProcess = open(aNewProcess({ plan: PLAN, deadline: CREATED + 4_500 }), CREATED);
  let now = CREATED;
  const steps: [DecisionProcess, DecisionProcess][] = [];
  for (const each of program) {
    now += each.elapsed;
    const next = attempted(process, each, now);
    if (isRejection(next)) continue;
    steps.push([process, next]);
    process = next;
  }
  return steps;
}

/** The command as an instance would give it: a failed attempt is the last one when the limit is reached. */
function attempted(
  process: DecisionProcess,
  { kind, worker, step, delay }: Command,
  now: number,
): Transition {
  const named = step === 'current' ? (currentStep(process) ?? '') : step;
  const success = { worker, step: named, output: { made: named }, startedAt: now - delay };
  const error = { code: 'step_failed', message: 'The step failed.', step: named };
  const released = { worker, maxAttempts: MAX_ATTEMPTS, runAt: now + delay };
  switch (kind) {
    case 'begin':
      return begin(process, worker, now);
    case 'checkpoint':
      return checkpoint(process, success, now);
    case 'complete':
      return complete(process, success, now);
    case 'fail':
      return failStep(process, { worker, error, retryAt: retryAt(process, now + delay) }, now);
    case 'lose':
      return release(process, { ...released, reason: 'worker_lost' }, now);
    case 'shutdown':
      return release(process, { ...released, reason: 'shutdown' }, now);
    case 'forget':
      return release(process, { ...released, reason: 'forgotten' }, now);
    case 'cancel':
      return cancel(process, now);
    case 'resume':
      return resume(process, now, { by: 'ada', deadline: now + 500 });
    case 'ask':
      return ask(process, { worker, step: named, question: QUESTIONS[delay % 3] ?? aQuestion() }, now);
    case 'answer':
      return answer(process, { ...ANSWER, requestId: requestOf(process, delay) }, now);
    case 'expire':
      return expire(process, now);
  }
}

const QUESTIONS = [
  aQuestion(),
  aQuestion({ expiresInMs: 40 }),
  aQuestion({ expiresInMs: 40, onExpiry: { outcome: 'reject', data: null } }),
];
const ANSWER = { outcome: 'approve', data: null, comment: null, by: 'grace' } as const;

/** Of what is open, or now and then of another one. */
function requestOf(process: DecisionProcess, delay: number): string {
  return process.status === 'waiting' && delay > 5 ? process.request.id : 'review-1';
}

function retryAt(process: DecisionProcess, at: number): number | null {
  return process.attempt < MAX_ATTEMPTS ? at : null;
}
