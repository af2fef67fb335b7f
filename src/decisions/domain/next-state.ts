import {
  currentStep,
  type DecisionProcess,
  type FailedProcess,
  type ProcessError,
  type ProcessFacts,
  type RunningProcess,
} from './decision-process.js';
import type { StepSuccess } from './commands.js';

/** What the transitions of a process have in common. */
export type Transition<P extends DecisionProcess = DecisionProcess> = P | Rejection;

/** Why a transition is not allowed. */
export interface Rejection {
  readonly rejected: RejectionReason;
}

/** The reasons there are; callers see some of them as codes. */
export type RejectionReason =
  | 'already_settled'
  | 'not_pending'
  | 'not_due'
  | 'not_owned'
  | 'not_resumable'
  | 'step_out_of_order'
  | 'deadline_passed'
  | 'request_closed'
  | 'unknown_outcome'
  | 'too_many_requests';

/** Whether a transition was refused. */
export function isRejection(transition: Transition): transition is Rejection {
  return 'rejected' in transition;
}

/** A step of which nothing is known yet. */
export const FRESH = { attempt: 0, stepStartedAt: null, workersLost: 0, lastError: null } as const;

/** The empty object that all processes without kept values or requests share. */
export const NOTHING = Object.freeze({});

/** The attempt does not count. */
export function givenBack(process: RunningProcess): Pick<ProcessFacts, 'attempt' | 'stepStartedAt'> {
  const attempt = process.attempt - 1;
  return { attempt, stepStartedAt: attempt === 0 ? null : process.stepStartedAt };
}

/** The process, if `worker` owns it and `step` is the current one. */
export function inTurn(
  process: DecisionProcess,
  { worker, step }: Pick<StepSuccess, 'worker' | 'step'>,
): Transition<RunningProcess> {
  if (process.status !== 'running' || process.worker !== worker) return { rejected: 'not_owned' };
  if (currentStep(process) !== step) return { rejected: 'step_out_of_order' };
  return process;
}

/** The process, failed for good with this error. */
export function fail(process: DecisionProcess, error: ProcessError, now: number): FailedProcess {
  return { ...settle(process, now), status: 'failed', error, lastError: null };
}

/** What a settled process has in common, whatever its status; the time is not before its last change. */
export function settle(
  process: DecisionProcess,
  now: number,
): ProcessFacts & { readonly completedAt: number } {
  const stamp = written(process, now);
  return Object.assign(facts(process), stamp, { completedAt: stamp.updatedAt });
}

/** What every write changes. Time never runs backwards within a process, whatever clock its writer has. */
export function written(process: DecisionProcess, now: number): Pick<ProcessFacts, 'revision' | 'updatedAt'> {
  return { revision: process.revision + 1, updatedAt: Math.max(now, process.updatedAt) };
}

/**
 * What a process keeps through every change of status. Fields keep their identity: stores compare them by reference.
 *
 * It is a new object on purpose: every process takes this way, and the rest is assigned to it. To spread it into
 * another object that then gets further members takes V8 4 µs, thirty times as long.
 */
export function facts(process: DecisionProcess): ProcessFacts {
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
    deadline: process.deadline,
    requests: process.requests,
    history: process.history,
    createdAt: process.createdAt,
    updatedAt: process.updatedAt,
    startedAt: process.startedAt,
  };
}
