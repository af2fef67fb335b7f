import {
  type CancelledProcess,
  currentStep,
  type DecisionProcess,
  type FailedProcess,
  isSettled,
  type PendingProcess,
  type RunningProcess,
} from './decision-process.js';
import type { NewProcess, Release, Resumption } from './commands.js';
import { noted } from './history.js';
import type { WorkerId } from './ids.js';
import { fail, facts, FRESH, givenBack, NOTHING, settle, type Transition, written } from './next-state.js';
import { closed } from './waiting/transitions.js';

export type { NewProcess, Release, Resumption } from './commands.js';
export { isRejection, type RejectionReason, type Transition } from './next-state.js';
export { checkpoint, complete, failStep, keep } from './step-transitions.js';
export { answer, ask, expire, nextTimer } from './waiting/transitions.js';

/**
 * The state machine. Each transition is a pure function `(process, command, now)` that answers the next process,
 * one revision on, or why there is none. Whether the next process becomes the stored one is for the store to say. Those
 * of a step under way are in `step-transitions.ts`, of processes that wait for people in `waiting/transitions.ts`.
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

/** Fails a process whose attempts were used up by workers that never reported back. */
export function exhaust(process: PendingProcess | RunningProcess, now: number): FailedProcess {
  const message = `The step was begun ${process.attempt} times without an outcome.`;
  return fail(process, { code: 'attempts_exhausted', message, step: currentStep(process) ?? '' }, now);
}

/** What becomes of a process that is taken from its worker: it fails if its attempts are used up. */
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
