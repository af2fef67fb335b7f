import type { JsonValue } from '../../domain/json.js';
import { type DecisionStep, RetryableStepError } from '../../domain/ports/decision-engine.js';
import { quiet } from '../../domain/foreign/quiet.js';
import type { Clock } from '../base/clock.js';
import { askedBy } from './asking/question.js';
import { stepContext, type StepInput } from './step-context.js';
import { StepEnd } from './step-end.js';
import { storable } from './storable.js';

/** A step did not answer within its time. */
export class StepTimeout extends RetryableStepError {
  constructor(readonly timeoutMs: number) {
    super('step_timeout', `The step took longer than ${timeoutMs} ms.`);
    this.name = 'StepTimeout';
  }
}

export interface ExecutionLimits {
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Told when a step that was given up answers after all. */
  readonly onLateResult: () => void;
}

/** What a step has answered: its output, or a question for people, not checked yet. */
export type StepAnswer = { readonly output: JsonValue } | { readonly options: unknown };

export interface StepCall {
  readonly input: StepInput;
  /** Fires when the run is to stop. */
  readonly signal: AbortSignal;
}

/**
 * Runs a step once. Rejects as soon as the signal fires or the time is over, even if the step does not
 * listen: whatever it answers later is dropped.
 *
 * @throws StepTimeout, PermanentStepError when JSON does not carry all of the output or it is too large, the signal's reason, whatever the
 *   step throws
 */
export async function executeStep(
  step: DecisionStep,
  { input, signal: stopped }: StepCall,
  clock: Clock,
  limits: ExecutionLimits,
): Promise<StepAnswer> {
  const ending = new StepEnd();
  const stop = () => ending.end(stopped.reason);
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop);
  const cancel = clock.after(limits.timeoutMs, () => ending.end(new StepTimeout(limits.timeoutMs)));
  try {
    const output = Promise.resolve().then(() => step.run(stepContext(input, ending)));
    const answer: unknown = await firstOf(output, ending, limits.onLateResult);
    return askedBy(answer) ?? { output: storable(answer, limits.maxOutputBytes) };
  } finally {
    cancel();
    stopped.removeEventListener('abort', stop);
  }
}

function firstOf<T>(work: Promise<T>, ending: StepEnd, onLateResult: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    ending.whenEnded(reject);
    const answer = (value: T) => {
      if (!ending.hasEnded) resolve(value);
      else {
        quiet(value);
        onLateResult();
      }
    };
    const refuse = (thrown: Error) => {
      quiet(thrown);
      reject(thrown);
    };
    work.then(answer, refuse);
  });
}
