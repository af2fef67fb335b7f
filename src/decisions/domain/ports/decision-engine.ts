import type { JsonObject, JsonValue } from '../json.js';
import type { Asked, GivenAnswer } from './ask.js';

/** Injection token of the list of engines an instance can run. */
export const DECISION_ENGINES = Symbol('DECISION_ENGINES');

/**
 * A named, versioned list of steps that turns a problem into a result.
 *
 * The result of a decision is the output of the last step. A process pins the name and version it was
 * started with, so a change of step names, of their order or of the meaning of an output is a new version.
 */
export interface DecisionEngine<P extends JsonValue = JsonValue> {
  readonly name: string;
  readonly version: number;
  /** For documentation; an engine without them is run just the same. */
  readonly schemas?: EngineSchemas;
  /** At least one; names are unique within the engine. */
  readonly steps: readonly DecisionStep<P>[];
  /**
   * Checks all of a problem and fills in its defaults. Called before a process is accepted, and again on the
   * stored problem before each run: `parse(parse(x))` equals `parse(x)`. It gets a copy, which it may change.
   *
   * Answers at once, with a value that JSON carries whole, as an output is: an engine that answers a promise, nothing or
   * anything else is faulty, and nothing is stored.
   *
   * @throws InvalidProblem with a path for each fault
   */
  parse(problem: unknown): P;
}

/** What callers may send to an engine and get from it: JSON Schemas of draft 2020-12, and example problems. */
export interface EngineSchemas {
  /** Everything the engine accepts is valid; the engine may refuse more than the schema does. */
  readonly problem: JsonObject;
  readonly result: JsonObject;
  /** Problems the engine accepts, by what they show. */
  readonly examples: Readonly<Record<string, JsonObject>>;
}

/** The unit of durability: runs at least once, its output is stored exactly once. */
export interface DecisionStep<P extends JsonValue = JsonValue> {
  readonly name: string;
  /**
   * Whether a problem takes the step, decided once when its process is opened; every problem does if absent. The last
   * step that applies makes the result. At least one step must apply to every problem.
   */
  appliesTo?(problem: P): boolean;
  /** How long one run may take, in milliseconds; afterwards its signal fires and the attempt has failed. */
  readonly timeoutMs?: number;
  /** How many attempts the step has before the process fails; never more than the instance allows. */
  readonly attempts?: number;
  /**
   * Answers the output, which must be what JSON carries whole: text, finite numbers, booleans, `null`, lists and plain
   * objects of these, or objects with `toJSON` such as a `Date`. A step without an output answers `null`. Anything else,
   * e.g. `undefined`, a promise, a map or the instance of a class within the output, fails the process with the place.
   *
   * What it throws fails the attempt. Callers are told the words of marked errors ({@link PermanentStepError},
   * {@link RetryableStepError}, {@link InvalidProblem}), of a thrown string and of a thrown plain object. Of any other
   * error they get a reference to the log, because drivers write hosts and credentials into theirs.
   *
   * A step that needs an answer of people answers what {@link ask} makes, and is run again when there is one.
   */
  run(context: StepContext<P>): Promise<StepResult> | StepResult;
}

/** The output of a step, or its question before it can have one. */
export type StepResult = JsonValue | Asked;

/**
 * What a step is given. It belongs to the step, which may change it: no other step and no other attempt sees the
 * change.
 */
export interface StepContext<P extends JsonValue = JsonValue> {
  readonly problem: P;
  /** Outputs of the finished steps, by step name. */
  readonly outputs: JsonObject;
  /** What people have answered to this step, by the name it has asked with. */
  readonly answers: Readonly<Partial<Record<string, GivenAnswer>>>;
  /** Fires on cancel, timeout, shutdown and lost ownership: stop and throw. */
  readonly signal: AbortSignal;
  /** `process_id:step`, the same for every attempt: hand it to whatever the step calls as its idempotency key. */
  readonly key: string;
  /**
   * The same for all processes of one caller, and for no others. Resources that steps share, such as threads, are first
   * divided between these keys, so that a caller with many processes waits for their own. It says nothing else.
   */
  readonly fairnessKey: string;
  /**
   * Calls `make` and stores what it answers before it is handed on; a later attempt at this step, here or on another
   * instance, is given what is stored and calls nothing. For calls that cost money or time. If the instance dies
   * between the answer and the store, `make` is called again: pass `key`, which is the same each time, to the service
   * that is paid. Kept until the step is finished, through failures and resumes; all of it together is as large as one
   * output at most.
   *
   * @param name of the value within the step: letters, digits, `.`, `_` and `-`, at most 64
   * @returns a copy of its own
   */
  readonly once: <T extends JsonValue>(name: string, make: (key: string) => T | Promise<T>) => Promise<T>;
}

/** One thing wrong with a problem, e.g. `{ path: 'scores[2][0]', message: 'must be a finite number' }`. */
export interface ProblemFault {
  readonly path: string;
  readonly message: string;
}

/**
 * Marks the errors by which an engine speaks to callers. They are recognized by this mark and not by their class, so
 * that an engine may bring its own copy of this module.
 */
export const ENGINE_ERROR = Symbol.for('decision-backend.engine-error');

/** A problem the engine cannot work on; nothing is stored. Callers are told of every fault. */
export class InvalidProblem extends Error {
  readonly [ENGINE_ERROR] = 'invalid_problem';
  readonly code = 'invalid_problem';

  constructor(readonly faults: readonly ProblemFault[]) {
    super(summaryOf(faults));
    this.name = 'InvalidProblem';
  }
}

/** Thrown by a step when trying again cannot help. Callers are told the code and the message. */
export class PermanentStepError extends Error {
  readonly [ENGINE_ERROR] = 'permanent';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(textIn(message), options);
    this.name = 'PermanentStepError';
    keepOtherThanText(this, message);
  }
}

/**
 * Thrown by a step to say why this attempt failed; the step is tried again as after any other error. Once no attempts
 * are left, callers are told the code and the message; of errors without a mark they are told nothing.
 */
export class RetryableStepError extends Error {
  readonly [ENGINE_ERROR] = 'retryable';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(textIn(message), options);
    this.name = 'RetryableStepError';
    keepOtherThanText(this, message);
  }
}

function summaryOf(faults: unknown): string {
  try {
    return (faults as ProblemFault[]).map(({ path, message }) => `${path} ${message}`).join('; ');
  } catch {
    return 'The engine cannot work on the problem.';
  }
}

function textIn(message: unknown): string | undefined {
  return typeof message === 'string' ? message : undefined;
}

/**
 * JavaScript lets an engine give anything as a message. It is kept as it is; `Error` would make `[object Object]` of
 * it.
 */
function keepOtherThanText(error: Error, message: unknown): void {
  if (typeof message === 'string' || message === undefined) return;
  Object.defineProperty(error, 'message', { value: message, writable: true, configurable: true });
}
