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
export function stepContext(input: StepInput, ending: Pick<Ending, 'signal'>): StepContext {
  const { key, fairnessKey, kept } = input;
  const once: StepContext['once'] = (name, make) => kept.once(name, make, ending.signal);
  const context = Object.defineProperty({ key, fairnessKey, once }, SOURCE, { value: { input, ending } });
  return Object.defineProperties(context, LAZY) as StepContext;
}

/** The member, seen by nobody, that has what the lazy ones are made of. */
const SOURCE = Symbol('source');

type Source = Readonly<{ input: StepInput; ending: Pick<Ending, 'signal'> }>;

/**
 * All contexts have the same functions here: with functions of its own each would have a hidden class of its own, which
 * outlives it and keeps alive what its functions refer to.
 */
const LAZY = {
  problem: lazily('problem', ({ input }: Source) => ownCopy(input.problem)),
  outputs: lazily('outputs', ({ input }: Source) => ownOutputs(input.outputs())),
  answers: lazily('answers', ({ input }: Source) => givenAnswers(input.answers())),
  signal: lazily('signal', ({ ending }: Source) => ending.signal),
};

function ownOutputs(outputs: JsonObject): JsonObject {
  const own: JsonObject = Object.defineProperty({}, SOURCE, { value: outputs });
  for (const name of Object.keys(outputs)) Object.defineProperty(own, name, outputNamed(name));
  return own;
}

/** As for `LAZY`, of each step: there are as many as the engines here have. */
const OUTPUTS = new Map<string, PropertyDescriptor>();

function outputNamed(name: string): PropertyDescriptor {
  const known = OUTPUTS.get(name);
  if (known !== undefined) return known;
  const descriptor = lazily(name, (outputs: JsonObject) => ownCopy(outputs[name] ?? null));
  OUTPUTS.set(name, descriptor);
  return descriptor;
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

/** An ordinary property of an object, made of its source when it is first read. */
function lazily(name: string, make: (source: never) => unknown): PropertyDescriptor {
  const become = (target: object, value: unknown) => {
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  };
  return {
    get(this: { readonly [SOURCE]: never }) {
      const value = make(this[SOURCE]);
      become(this, value);
      return value;
    },
    set(this: object, value) {
      become(this, value);
    },
    enumerable: true,
    configurable: true,
  };
}
