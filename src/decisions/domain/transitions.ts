import {
  type CancelledProcess,
  type CompletedProcess,
  currentStep,
  type DecisionProcess,
  type FailedProcess,
  type FinishedStep,
  isSettled,
  type PendingProcess,
  type RunningProcess,
} from './decision-process.js';
import type { KeptValue, NewProcess, Release, Resumption, StepFailure, StepSuccess } from './commands.js';
import { noted } from './history.js';
import type { WorkerId } from './ids.js';
import {
  fail,
  facts,
  FRESH,
  givenBack,
  inTurn,
  isRejection,
  NOTHING,
  settle,
  type Transition,
  written,
} from './next-state.js';
import { closed } from './waiting/transitions.js';

export type { KeptValue, NewProcess, Release, Resumption, StepFailure, StepSuccess } from './commands.js';
export { isRejection, type RejectionReason, type Transition } from './next-state.js';
export { answer, ask, expire, nextTimer } from './waiting/transitions.js';

/**
 * The state machine. Each transition is a pure function `(process, command, now)` that answers the next process,
 * one revision on, or why there is none. Whether the next process becomes the stored one is for the store to say. Those
 * of processes that wait for people are in `waiting/transitions.ts`.
 */
export function open(request: NewProcess, now: number): PendingProcess {
  return {
    id: request.id,
    status: 'pending',
    revision: 1,
    query: request.query,
    engine: request.engine,
    engineVersion: request.engineVersion,
    problem: request.problem,
    labels: request.labels,
    owner: request.owner,
    plan: request.plan,
    finished: [],
    attempt: 0,
    stepStartedAt: null,
    workersLost: 0,
    lastError: null,
    kept: NOTHING,
    fingerprint: request.fingerprint,
    traceparent: request.traceparent,
    deadline: request.deadline,
    requests: NOTHING,
    history: NO_HISTORY,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    runAt: Math.max(request.runAt ?? now, now),
  };
}

/**
 * A worker takes a due process. The attempt counts from here, so that an attempt that kills its worker is counted too.
 */
export function begin(process: DecisionProcess, worker: WorkerId, now: number): Transition<RunningProcess> {
  if (process.status !== 'pending') return { rejected: 'not_pending' };
  if (process.runAt > now) return { rejected: 'not_due' };
  const attempt = process.attempt + 1;
  const startedAt = process.startedAt ?? now;
  const stamp = written(process, now);
  const begun = { attempt, startedAt, stepStartedAt: stamp.updatedAt };
  return Object.assign(facts(process), stamp, begun, { status: 'running', worker } as const);
}

/** Stores the output of the current step; the next step starts with a new count of attempts. */
export function checkpoint(
  process: DecisionProcess,
  success: StepSuccess,
  now: number,
): Transition<RunningProcess> {
  const running = inTurn(process, success);
  if (isRejection(running)) return running;
  if (isLastStep(running)) return { rejected: 'step_out_of_order' };
  const finished = [...running.finished, finishedStep(running, success, now)];
  const stamp = written(running, now);
  const begun = { ...FRESH, attempt: 1, stepStartedAt: stamp.updatedAt };
  return Object.assign({ ...running }, stamp, begun, { finished, kept: NOTHING });
}

/** Stores a value of the current step; later attempts at the step are given it. */
export function keep(
  process: DecisionProcess,
  { worker, step, name, value }: KeptValue,
  now: number,
): Transition<RunningProcess> {
  const running = inTurn(process, { worker, step });
  if (isRejection(running)) return running;
  return { ...running, ...written(running, now), kept: { ...running.kept, [name]: value } };
}

/** Stores the output of the last step as the result. */
export function complete(
  process: DecisionProcess,
  success: StepSuccess,
  now: number,
): Transition<CompletedProcess> {
  const running = inTurn(process, success);
  if (isRejection(running)) return running;
  if (!isLastStep(running)) return { rejected: 'step_out_of_order' };
  const last = { ...finishedStep(running, success, now), output: null };
  const finished = [...running.finished, last];
  const outcome = { status: 'completed', finished, result: success.output } as const;
  return Object.assign(settle(running, now), outcome, {
    stepStartedAt: null,
    lastError: null,
    kept: NOTHING,
  });
}

/** Gives the current step another attempt later, or fails the process if none is left. */
export function failStep(
  process: DecisionProcess,
  failure: StepFailure,
  now: number,
): Transition<PendingProcess | FailedProcess> {
  const running = inTurn(process, { worker: failure.worker, step: failure.error.step });
  if (isRejection(running)) return running;
  if (failure.retryAt === null) return fail(running, failure.error, now);
  const waiting = { status: 'pending', runAt: failure.retryAt, lastError: failure.error } as const;
  return { ...facts(running), ...written(running, now), ...waiting };
}

/** Fails a process whose attempts were used up by workers that never reported back. */
export function exhaust(process: PendingProcess | RunningProcess, now: number): FailedProcess {
  const message = `The step was begun ${process.attempt} times without an outcome.`;
  return fail(process, { code: 'attempts_exhausted', message, step: currentStep(process) ?? '' }, now);
}

export type Released = PendingProcess | FailedProcess;

/** Takes a process from its worker, so that any other may continue it. */
export function release(
  process: DecisionProcess,
  { worker, reason, maxAttempts, runAt }: Release,
  now: number,
): Transition<Released> {
  if (process.status !== 'running' || process.worker !== worker) return { rejected: 'not_owned' };
  if (reason === 'worker_lost' && process.attempt >= maxAttempts) return exhaust(process, now);
  const blame = reason === 'worker_lost' ? { workersLost: process.workersLost + 1 } : givenBack(process);
  return { ...facts(process), ...written(process, now), ...blame, status: 'pending', runAt };
}

/** @param by who cancels it; `null` where access is not controlled */
export function cancel(
  process: DecisionProcess,
  now: number,
  by: string | null = null,
): Transition<CancelledProcess> {
  if (isSettled(process)) return { rejected: 'already_settled' };
  const next = settle(process, now);
  const at = next.completedAt;
  return {
    ...next,
    ...(process.status === 'waiting' ? closed(process, 'cancelled', at, null) : {}),
    ...noted(process, { what: 'cancelled', by, at, request: null, outcome: null }),
    status: 'cancelled',
  };
}

/**
 * Makes a failed or cancelled process pending again at its first unfinished step, with a new count of attempts. If its
 * deadline has passed it needs a new one, or none.
 */
export function resume(
  process: DecisionProcess,
  now: number,
  { by = null, deadline = process.deadline }: Resumption = {},
): Transition<PendingProcess> {
  if (process.status !== 'failed' && process.status !== 'cancelled') return { rejected: 'not_resumable' };
  const stamp = written(process, now);
  const at = stamp.updatedAt;
  if (deadline !== null && deadline <= at) return { rejected: 'deadline_passed' };
  return {
    ...facts(process),
    ...stamp,
    ...noted(process, { what: 'resumed', by, at, request: null, outcome: null }),
    status: 'pending',
    ...FRESH,
    deadline,
    runAt: now,
  };
}

const NO_HISTORY: PendingProcess['history'] = Object.freeze([]);

function isLastStep(process: DecisionProcess): boolean {
  return process.finished.length === process.plan.length - 1;
}

function finishedStep(process: RunningProcess, success: StepSuccess, now: number): FinishedStep {
  const { step: name, startedAt, output } = success;
  return { name, startedAt, completedAt: Math.max(now, startedAt), attempts: process.attempt, output };
}
