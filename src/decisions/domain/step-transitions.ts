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

function isLastStep(process: DecisionProcess): boolean {
  return process.finished.length === process.plan.length - 1;
}

function finishedStep(process: RunningProcess, success: StepSuccess, now: number): FinishedStep {
  const { step: name, startedAt, output } = success;
  return { name, startedAt, completedAt: Math.max(now, startedAt), attempts: process.attempt, output };
}
