import type { JsonValue } from '../../domain/json.js';
import { type DecisionStep, RetryableStepError } from '../../domain/ports/decision-engine.js';
import { quiet } from '../../domain/foreign/quiet.js';
import type { Clock } from '../base/clock.js';
import { askedBy } from './asking/question.js';
import { stepContext, type StepInput } from './step-context.js';
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
  /** Told when a step that was given up on answers after all. */
  readonly onLateResult: () => void;
}

/** What a step has answered: its output, or what it asks people, not looked at yet. */
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
  // `AbortSignal.any` does the same with weak references: 12 µs for each step instead of 4.
  const ending = new AbortController();
  const { signal } = ending;
  const stop = () => ending.abort(stopped.reason);
  if (stopped.aborted) stop();
  stopped.addEventListener('abort', stop);
  const cancel = clock.after(limits.timeoutMs, () => ending.abort(new StepTimeout(limits.timeoutMs)));
  try {
    const output = Promise.resolve().then(() => step.run(stepContext(input, signal)));
    const answer: unknown = await firstOf(output, signal, limits.onLateResult);
    return askedBy(answer) ?? { output: storable(answer, limits.maxOutputBytes) };
  } finally {
    cancel();
    stopped.removeEventListener('abort', stop);
  }
}

function firstOf<T>(work: Promise<T>, signal: AbortSignal, onLateResult: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    const answer = (value: T) => {
      signal.removeEventListener('abort', giveUp);
      if (!signal.aborted) resolve(value);
      else {
        quiet(value);
        onLateResult();
      }
    };
    const refuse = (thrown: Error) => {
      signal.removeEventListener('abort', giveUp);
      quiet(thrown);
      reject(thrown);
    };
    work.then(answer, refuse);
  });
}
