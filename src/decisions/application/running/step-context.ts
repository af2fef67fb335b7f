import { type JsonObject, type JsonValue, ownCopy } from '../../domain/json.js';
import type { GivenAnswer } from '../../domain/ports/ask.js';
import type { StepContext } from '../../domain/ports/decision-engine.js';
import type { ClosedRequest } from '../../domain/waiting/requests.js';
import type { Ending } from '../base/ending.js';
import type { KeptValues } from './kept-values.js';

/** What a step works on, as it is stored. */
export interface StepInput {
  readonly problem: JsonValue;
  readonly outputs: () => JsonObject;
  /** The requests that were answered to the step, the last of each name: see `answersTo`. */
  readonly answers: () => ReadonlyMap<string, ClosedRequest>;
  readonly key: string;
  readonly fairnessKey: string;
  readonly kept: Pick<KeptValues, 'once'>;
}

/**
 * What a step is given: copies of its own, made when it first reads them. It may change them; no other step and no
 * other attempt sees the changes, so the result is the same whether or not the process has moved to another instance.
 */
export function stepContext(
  { problem, outputs, answers, key, fairnessKey, kept }: StepInput,
  ending: Pick<Ending, 'signal'>,
): StepContext {
  const once: StepContext['once'] = (name, make) => kept.once(name, make, ending.signal);
  const context = { key, fairnessKey, once };
  defineLazily(context, 'problem', () => ownCopy(problem));
  defineLazily(context, 'outputs', () => ownOutputs(outputs()));
  defineLazily(context, 'answers', () => givenAnswers(answers()));
  defineLazily(context, 'signal', () => ending.signal);
  return context as StepContext;
}

function ownOutputs(outputs: JsonObject): object {
  const own = {};
  for (const name of Object.keys(outputs)) defineLazily(own, name, () => ownCopy(outputs[name] ?? null));
  return own;
}

function givenAnswers(closed: ReturnType<StepInput['answers']>): Record<string, GivenAnswer> {
  const given: Record<string, GivenAnswer> = {};
  for (const [name, { id, closing, answer }] of closed) {
    if (answer === null) continue;
    const { outcome, data, comment, by, at } = answer;
    given[name] = {
      outcome,
      data: ownCopy(data),
      comment,
      by,
      request_id: id,
      at: new Date(at).toISOString(),
      expired: closing === 'expired',
    };
  }
  return given;
}

/** An ordinary property of an object, made when it is first read. */
function defineLazily(target: object, name: string, make: () => unknown): void {
  const define = (value: unknown) =>
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  const get = () => {
    const value = make();
    define(value);
    return value;
  };
  Object.defineProperty(target, name, { get, set: define, enumerable: true, configurable: true });
}
