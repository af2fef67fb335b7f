import {
  type CancelledProcess,
  type CompletedProcess,
  currentStep,
  type DecisionProcess,
  type FailedProcess,
  type FinishedStep,
  isSettled,
  type PendingProcess,
  type ProcessError,
  type ProcessFacts,
  type RunningProcess,
} from './decision-process.js';
import type { WorkerId } from './ids.js';
import type { JsonObject } from './json.js';
import type { KeptValue, NewProcess, Release, StepFailure, StepSuccess } from './commands.js';

export type { KeptValue, NewProcess, Release, StepFailure, StepSuccess } from './commands.js';

/**
 * The state machine. Each transition is a pure function `(process, command, now)` that answers the next process,
 * one revision on, or why there is none. Whether the next process becomes the stored one is for the store to say.
 */
export type Transition<P extends DecisionProcess = DecisionProcess> = P | Rejection;

export interface Rejection {
  readonly rejected: RejectionReason;
}

export type RejectionReason =
  'already_settled' | 'not_pending' | 'not_due' | 'not_owned' | 'not_resumable' | 'step_out_of_order';

export function isRejection(transition: Transition): transition is Rejection {
  return 'rejected' in transition;
}

export function open(request: NewProcess, now: number): PendingProcess {
  return {
    ...request,
    status: 'pending',
    revision: 1,
    finished: [],
    ...FRESH,
    kept: NOTHING,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    runAt: now,
  };
}

/** A worker takes a due process. The attempt counts from here, so that one which kills its worker is counted too. */
export function begin(process: DecisionProcess, worker: WorkerId, now: number): Transition<RunningProcess> {
  if (process.status !== 'pending') return { rejected: 'not_pending' };
  if (process.runAt > now) return { rejected: 'not_due' };
  const attempt = process.attempt + 1;
  const startedAt = process.startedAt ?? now;
  const stamp = written(process, now);
  const begun = { attempt, startedAt, stepStartedAt: stamp.updatedAt };
  return { ...facts(process), ...stamp, status: 'running', worker, ...begun };
}

/** Stores the output of the current step; the next step begins with a fresh count of attempts. */
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
  return { ...running, ...stamp, finished, ...begun, kept: NOTHING };
}

/** Stores a value of the current step; whoever runs the step again is given it. */
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
  return {
    ...settle(running, now),
    status: 'completed',
    finished,
    stepStartedAt: null,
    lastError: null,
    kept: NOTHING,
    result: success.output,
  };
}

/** Gives the current step another attempt later, or ends the process when there is none. */
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

/** Ends a process whose attempts were used up by workers that never reported back. */
export function exhaust(process: PendingProcess | RunningProcess, now: number): FailedProcess {
  const message = `The step was begun ${process.attempt} times without an outcome.`;
  return fail(process, { code: 'attempts_exhausted', message, step: currentStep(process) ?? '' }, now);
}

export type Released = PendingProcess | FailedProcess;

/** Takes a process from its worker, so that any other may go on with it. */
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

export function cancel(process: DecisionProcess, now: number): Transition<CancelledProcess> {
  if (isSettled(process)) return { rejected: 'already_settled' };
  return { ...settle(process, now), status: 'cancelled' };
}

/** Puts a failed or cancelled process back to work at its first unfinished step, with a fresh count of attempts. */
export function resume(process: DecisionProcess, now: number): Transition<PendingProcess> {
  if (process.status !== 'failed' && process.status !== 'cancelled') return { rejected: 'not_resumable' };
  return {
    ...facts(process),
    ...written(process, now),
    status: 'pending',
    ...FRESH,
    runAt: now,
  };
}

/** A step of which nothing is known yet. */
const FRESH = { attempt: 0, stepStartedAt: null, workersLost: 0, lastError: null } as const;
const NOTHING: JsonObject = Object.freeze({});

/** The attempt counts as if it had never been begun. */
function givenBack(process: RunningProcess): Pick<ProcessFacts, 'attempt' | 'stepStartedAt'> {
  const attempt = process.attempt - 1;
  return { attempt, stepStartedAt: attempt === 0 ? null : process.stepStartedAt };
}

/** The process if `worker` owns it and `step` is the one to be done now. */
function inTurn(
  process: DecisionProcess,
  { worker, step }: Pick<StepSuccess, 'worker' | 'step'>,
): Transition<RunningProcess> {
  if (process.status !== 'running' || process.worker !== worker) return { rejected: 'not_owned' };
  if (currentStep(process) !== step) return { rejected: 'step_out_of_order' };
  return process;
}

function isLastStep(process: DecisionProcess): boolean {
  return process.finished.length === process.plan.length - 1;
}

function finishedStep(process: RunningProcess, success: StepSuccess, now: number): FinishedStep {
  const { step: name, startedAt, output } = success;
  return { name, startedAt, completedAt: Math.max(now, startedAt), attempts: process.attempt, output };
}

function fail(process: DecisionProcess, error: ProcessError, now: number): FailedProcess {
  return { ...settle(process, now), status: 'failed', error, lastError: null };
}

function settle(process: DecisionProcess, now: number): ProcessFacts & { readonly completedAt: number } {
  const stamp = written(process, now);
  return { ...facts(process), ...stamp, completedAt: stamp.updatedAt };
}

/** What every write changes; time never runs backwards within a process, whoever's clock writes it. */
function written(process: DecisionProcess, now: number): Pick<ProcessFacts, 'revision' | 'updatedAt'> {
  return { revision: process.revision + 1, updatedAt: Math.max(now, process.updatedAt) };
}

/** What a process keeps through every change of status. Fields keep their identity: stores compare them by reference. */
function facts(process: DecisionProcess): ProcessFacts {
  return {
    id: process.id,
    revision: process.revision,
    query: process.query,
    engine: process.engine,
    engineVersion: process.engineVersion,
    problem: process.problem,
    labels: process.labels,
    owner: process.owner,
    plan: process.plan,
    finished: process.finished,
    attempt: process.attempt,
    stepStartedAt: process.stepStartedAt,
    workersLost: process.workersLost,
    lastError: process.lastError,
    kept: process.kept,
    fingerprint: process.fingerprint,
    traceparent: process.traceparent,
    createdAt: process.createdAt,
    updatedAt: process.updatedAt,
    startedAt: process.startedAt,
  };
}
