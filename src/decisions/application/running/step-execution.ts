import type { JsonValue } from '../../domain/json.js';
import { type DecisionStep, RetryableStepError } from '../../domain/ports/decision-engine.js';
import { quiet } from '../../domain/foreign/quiet.js';
import type { Clock } from '../base/clock.js';
import { Ending, type EndingFromOutside } from '../base/ending.js';
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

/** What one run of a step may take. */
export interface ExecutionLimits {
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Told when a step that was given up answers after all. */
  readonly onLateResult: () => void;
}

/** What a step has answered: its output, or a question for people, not checked yet. */
export type StepAnswer = { readonly output: JsonValue } | { readonly options: unknown };

/** One run of a step. */
export interface StepCall {
  readonly input: StepInput;
  /** Ends when the run is to stop. */
  readonly stopped: EndingFromOutside;
}

/**
 * Runs a step once. Rejects as soon as it is to stop or the time is over, even if the step does not listen: whatever it
 * answers later is dropped. A step that answers at once cannot be stopped, so nothing watches it.
 *
 * @throws StepTimeout, PermanentStepError when JSON does not carry all of the output or it is too large, the reason to
 *   stop, whatever the step throws
 */
export async function executeStep(
  step: DecisionStep,
  { input, stopped }: StepCall,
  clock: Clock,
  limits: ExecutionLimits,
): Promise<StepAnswer> {
  stopped.throwIfEnded();
  const ending = new Ending();
  const watch = { ending, stopped, clock, limits, begunAt: clock.monotonic() };
  const answer = begun(step, input, ending);
  const output = isForLater(answer) ? await untilEnded(answer, watch) : answer;
  return askedBy(output) ?? { output: storable(output, limits.maxOutputBytes) };
}

function begun(step: DecisionStep, input: StepInput, ending: Ending): unknown {
  try {
    return step.run(stepContext(input, ending));
  } catch (thrown) {
    quiet(thrown);
    throw thrown;
  }
}

/** Whether it is a promise, or may be one. */
function isForLater(answer: unknown): boolean {
  const isObject = typeof answer === 'object' ? answer !== null : typeof answer === 'function';
  return isObject && 'then' in (answer as object);
}

interface Watch {
  readonly ending: Ending;
  readonly stopped: EndingFromOutside;
  readonly clock: Clock;
  readonly limits: ExecutionLimits;
  /** Monotonic. */
  readonly begunAt: number;
}

async function untilEnded(
  answer: unknown,
  { ending, stopped, clock, limits, begunAt }: Watch,
): Promise<unknown> {
  const forget = stopped.whenEnded((reason) => ending.end(reason));
  const leftMs = begunAt + limits.timeoutMs - clock.monotonic();
  const cancel = clock.after(Math.max(0, leftMs), () => ending.end(new StepTimeout(limits.timeoutMs)));
  try {
    return await firstOf(new Promise((resolve) => resolve(answer)), ending, limits.onLateResult);
  } finally {
    cancel();
    forget();
  }
}

function firstOf<T>(work: Promise<T>, ending: Ending, onLateResult: () => void): Promise<T> {
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
