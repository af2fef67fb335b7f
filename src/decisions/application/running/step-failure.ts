import { InvalidProblem, PermanentStepError } from '../../domain/ports/decision-engine.js';
import type { ProcessError } from '../../domain/decision-process.js';
import { StepTimeout } from './step-execution.js';

const MAX_MESSAGE_LENGTH = 1_000;

/** The engine of this instance has other steps than the process was planned with, under the same version. */
export class UnknownStep extends PermanentStepError {
  constructor() {
    super('unknown_step', 'The engine has no such step at this place.');
    this.name = 'UnknownStep';
  }
}

/** Whether trying the step again cannot help. */
export function isPermanent(error: unknown): boolean {
  return error instanceof PermanentStepError || error instanceof InvalidProblem;
}

/** What callers are told of a failed step: a stable code and the step's own words, without a stack. */
export function describeFailure(error: unknown, step: string): ProcessError {
  const message = error instanceof Error ? error.message : 'The step failed.';
  return { code: codeOf(error), message: message.slice(0, MAX_MESSAGE_LENGTH), step };
}

function codeOf(error: unknown): string {
  const isOurs =
    error instanceof PermanentStepError || error instanceof InvalidProblem || error instanceof StepTimeout;
  return isOurs ? error.code : 'step_failed';
}
