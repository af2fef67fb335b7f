import { type JsonObject, type JsonValue, ownCopy } from '../../domain/json.js';
import type { StepContext } from '../../domain/ports/decision-engine.js';
import type { KeptValues } from './kept-values.js';

/** What a step works on, as it is stored. */
export interface StepInput {
  readonly problem: JsonValue;
  readonly outputs: JsonObject;
  readonly key: string;
  readonly fairnessKey: string;
  readonly kept: Pick<KeptValues, 'once'>;
}

/**
 * What a step is given: copies of its own, made when it first looks at them. It may change them as it likes; no other
 * step and no other attempt sees it, so the result is the same whether or not the process changed instances meanwhile.
 */
export function stepContext(
  { problem, outputs, key, fairnessKey, kept }: StepInput,
  signal: AbortSignal,
): StepContext {
  const own = {};
  for (const name of Object.keys(outputs)) defineOwn(own, name, outputs[name] ?? null);
  const once: StepContext['once'] = (name, make) => kept.once(name, make, signal);
  const context = { outputs: own, signal, key, fairnessKey, once };
  defineOwn(context, 'problem', problem);
  return context as StepContext;
}

function defineOwn(target: object, name: string, value: JsonValue): void {
  const define = (copy: unknown) =>
    Object.defineProperty(target, name, {
      value: copy,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  const get = () => {
    const copy = ownCopy(value);
    define(copy);
    return copy;
  };
  Object.defineProperty(target, name, { get, set: define, enumerable: true, configurable: true });
}
