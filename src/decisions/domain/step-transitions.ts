import type {
  CompletedProcess,
  DecisionProcess,
  FailedProcess,
  FinishedStep,
  PendingProcess,
  RunningProcess,
} from './decision-process.js';
import type { KeptValue, StepFailure, StepSuccess } from './commands.js';
import {
  fail,
  facts,
  FRESH,
  inTurn,
  isRejection,
  NOTHING,
  settle,
  type Transition,
  written,
} from './next-state.js';

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
  const begun = { attempt: 1, stepStartedAt: stamp.updatedAt, finished, kept: NOTHING };
  return Object.assign(ofWorker(running), stamp, FRESH, begun);
}

/** Stores a value of the current step; later attempts at the step are given it. */
export function keep(
  process: DecisionProcess,
  { worker, step, name, value }: KeptValue,
  now: number,
): Transition<RunningProcess> {
  const running = inTurn(process, { worker, step });
  if (isRejection(running)) return running;
  const kept = { ...running.kept, [name]: value };
  return Object.assign(ofWorker(running), written(running, now), { kept });
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
  const finished = [...running.finished, finishedStep(running, { ...success, output: null }, now)];
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

/** A copy: see `facts`. */
function ofWorker(process: RunningProcess): RunningProcess {
  return Object.assign(facts(process), { status: process.status, worker: process.worker });
}

function isLastStep(process: DecisionProcess): boolean {
  return process.finished.length === process.plan.length - 1;
}

function finishedStep(process: RunningProcess, success: StepSuccess, now: number): FinishedStep {
  const { step: name, startedAt, output } = success;
  return { name, startedAt, completedAt: Math.max(now, startedAt), attempts: process.attempt, output };
}
