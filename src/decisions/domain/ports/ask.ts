import type { CallerRole } from '../caller.js';
import type { JsonObject, JsonValue } from '../json.js';
import type { RequestKind } from '../waiting/requests.js';

/** Marks what `ask` answers. It is recognized by this mark, because an engine may bring its own copy of this module. */
export const ASKED = Symbol.for('decision-backend.asked');

/** What a step asks of people. */
export interface AskOptions {
  /** The name under which the answer is found in `context.answers`: letters, digits, `.`, `_` and `-`, at most 64. */
  readonly name: string;
  /**
   * `approval` takes the outcomes `approve` and `reject`, `choice` those of `options`, `data` the outcome `submit`, with
   * data that meet `schema`.
   */
  readonly kind: RequestKind;
  /** The question in words: 1 to 300 characters. */
  readonly title: string;
  /** The outcomes of a `choice`, 2 to 50: the outcome alone, or with a title and the schema of the data it needs. */
  readonly options?: readonly (string | AskOption)[];
  /**
   * JSON Schema (draft 2020-12) of the data of the answer: required for `data`; with it, an answer of another kind may
   * have data. At most 16 KiB, and without anything whose check might never end: references, patterns, and unbounded
   * lists of unique items.
   */
  readonly schema?: JsonObject;
  /** What is to be judged: shown to those who answer, and bound to the answer by its digest. */
  readonly evidence?: JsonValue;
  /**
   * The roles that may answer; `review` if absent. Reviewers see every request for them, whoever started the process.
   */
  readonly roles?: readonly CallerRole[];
  /** Four eyes: the person who started the process may not answer. */
  readonly notBy?: 'starter';
  /** How long to wait for an answer, in milliseconds, at most a year; without limit if absent. */
  readonly expiresInMs?: number;
  /** What counts as the answer if none is given in time; if absent, the process then fails with `not_answered`. */
  readonly onExpiry?: { readonly outcome: string; readonly data?: JsonValue };
}

/** One outcome of a choice. */
export interface AskOption {
  readonly outcome: string;
  /** For people. */
  readonly title?: string;
  /** JSON Schema of the data that this outcome needs. */
  readonly schema?: JsonObject;
}

/** A step answers this when it needs an answer of people before it can go on. */
export interface Asked {
  readonly [ASKED]: AskOptions;
}

/** What was answered, as the step is given it. */
export interface GivenAnswer extends JsonObject {
  readonly outcome: string;
  /** `null` for none. */
  readonly data: JsonValue;
  readonly comment: string | null;
  /** Who has answered; `null` where access is not controlled, and where nobody has answered. */
  readonly by: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** True if nobody has answered in time: this is what counts as the answer instead. */
  readonly expired: boolean;
  readonly request_id: string;
}

/**
 * Asks people: a step returns it as its result. The process then waits, without a worker and without a slot, over any
 * number of restarts. Once there is an answer the step is run again and finds it in `context.answers[name]`. Waiting
 * does not use up an attempt. A step may ask again, under the same name or another.
 *
 * ```ts
 * run: ({ answers, outputs }) =>
 *   answers.review ?? ask({ name: 'review', kind: 'approval', title: 'Sign?', evidence: outputs.draft })
 * ```
 *
 * An ill-formed question fails the process for good, and says what is wrong with it.
 */
export function ask(options: AskOptions): Asked {
  return { [ASKED]: options };
}
