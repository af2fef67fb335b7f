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
  // Its constructor gives it what the type lacks.
  return new LazyContext(input, ending) as Partial<StepContext> as StepContext;
}

class LazyContext implements Partial<StepContext> {
  /**
   * All contexts have the same functions here: with functions of its own each would have a hidden class of its own,
   * which outlives it and keeps alive what its functions refer to.
   */
  private static readonly LAZY = {
    problem: lazily('problem', (context: LazyContext) => ownCopy(context.#input.problem)),
    outputs: lazily('outputs', (context: LazyContext) => ownOutputs(context.#input.outputs())),
    answers: lazily('answers', (context: LazyContext) => givenAnswers(context.#input.answers())),
    signal: lazily('signal', (context: LazyContext) => context.#ending.signal),
  };

  readonly key: string;
  readonly fairnessKey: string;
  readonly once: StepContext['once'];
  readonly #input: StepInput;
  readonly #ending: Pick<Ending, 'signal'>;

  constructor(input: StepInput, ending: Pick<Ending, 'signal'>) {
    this.key = input.key;
    this.fairnessKey = input.fairnessKey;
    this.once = (name, make) => input.kept.once(name, make, ending.signal);
    this.#input = input;
    this.#ending = ending;
    Object.defineProperties(this, LazyContext.LAZY);
  }
}

function ownOutputs(outputs: JsonObject): JsonObject {
  const own: JsonObject = {};
  for (const name of Object.keys(outputs))
    Object.defineProperty(
      own,
      name,
      lazily(name, () => ownCopy(outputs[name] ?? null)),
    );
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
function lazily<O extends object>(
  name: string,
  make: (from: O) => unknown,
): PropertyDescriptor & ThisType<O> {
  const become = (target: O, value: unknown) => {
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  };
  return {
    get() {
      const value = make(this);
      become(this, value);
      return value;
    },
    set(value) {
      become(this, value);
    },
    enumerable: true,
    configurable: true,
  };
}
