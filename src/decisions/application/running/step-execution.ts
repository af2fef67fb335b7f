import {
  type DecisionStep,
  PermanentStepError,
  type StepContext,
} from '../../domain/ports/decision-engine.js';
import type { JsonValue } from '../../domain/json.js';
import type { Clock } from '../base/clock.js';

/** A step did not answer within its time. */
export class StepTimeout extends Error {
  readonly code = 'step_timeout';

  constructor(readonly timeoutMs: number) {
    super(`The step took longer than ${timeoutMs} ms.`);
    this.name = 'StepTimeout';
  }
}

export interface ExecutionLimits {
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Told when a step that was given up on answers after all. */
  readonly onLateResult: () => void;
}

/**
 * Runs a step once. Rejects as soon as the context's signal fires or the time is over, even if the step does not
 * listen: whatever it answers later is dropped.
 *
 * @throws StepTimeout, PermanentStepError when the output is not JSON or too large, the signal's reason, the step's own error
 */
export async function executeStep(
  step: DecisionStep,
  context: StepContext,
  clock: Clock,
  limits: ExecutionLimits,
): Promise<JsonValue> {
  const timeout = new AbortController();
  const cancel = clock.after(limits.timeoutMs, () => timeout.abort(new StepTimeout(limits.timeoutMs)));
  const signal = AbortSignal.any([context.signal, timeout.signal]);
  try {
    const output = Promise.resolve().then(() => step.run({ ...context, signal }));
    return asJson(await firstOf(output, signal, limits.onLateResult), limits.maxOutputBytes);
  } finally {
    cancel();
  }
}

function firstOf<T>(work: Promise<T>, signal: AbortSignal, onLateResult: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    void work
      .finally(() => signal.removeEventListener('abort', giveUp))
      .then((value) => (signal.aborted ? onLateResult() : resolve(value)), reject);
  });
}

/** A copy made of JSON alone, so that every store hands back what the step meant: nothing is rounded, dropped or shared. */
function asJson(output: unknown, maxBytes: number): JsonValue {
  const text = serialize(output);
  if (Buffer.byteLength(text) > maxBytes) {
    throw new PermanentStepError(
      'output_too_large',
      `The output of the step is larger than ${maxBytes} bytes.`,
    );
  }
  return JSON.parse(text) as JsonValue;
}

function serialize(output: unknown): string {
  try {
    return JSON.stringify(output ?? null, refuseLoss);
  } catch (cause) {
    throw new PermanentStepError('invalid_output', 'The output of the step is not JSON.', { cause });
  }
}

function refuseLoss(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('a number that is not finite');
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`a ${typeof value}`);
  return value;
}
