import type { CallerRole } from '../caller.js';
import type { JsonObject, JsonValue } from '../json.js';

/** What a person is asked for: yes or no, one of several outcomes, or facts. */
export const REQUEST_KINDS = ['approval', 'choice', 'data'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** One way to answer. */
export interface RequestOption {
  readonly outcome: string;
  /** For people; `null` where the outcome says it all. */
  readonly title: string | null;
  /** JSON Schema of the data that this outcome takes; `null` if it has none of its own. */
  readonly schema: JsonObject | null;
}

/** What counts as the answer if nobody gives one. */
export interface DefaultAnswer {
  readonly outcome: string;
  readonly data: JsonValue;
}

/** What a step asks, checked and complete. */
export interface Question {
  /** What the step finds the answer by. */
  readonly name: string;
  readonly kind: RequestKind;
  readonly title: string;
  readonly options: readonly RequestOption[];
  /** JSON Schema of the data of every outcome that has none of its own; `null` if they take none. */
  readonly schema: JsonObject | null;
  /** What is to be judged, as whoever answers sees it. */
  readonly evidence: JsonValue;
  /** Known again by whoever answers: an answer to other evidence is refused. */
  readonly evidenceDigest: string;
  /** Who may answer has one of them. */
  readonly roles: readonly CallerRole[];
  /** `starter`: whoever has started the process is not to answer. */
  readonly notBy: 'starter' | null;
  /** How long an answer is waited for; `null` for as long as it takes. */
  readonly expiresInMs: number | null;
  /** `null`: without an answer the process fails. */
  readonly onExpiry: DefaultAnswer | null;
}

/** A question that was put to people. Times are epoch milliseconds. */
export interface OpenRequest extends Omit<Question, 'expiresInMs'> {
  /** `<name>-<n>`, counted from 1 within the process. */
  readonly id: string;
  /** The step that asks. */
  readonly step: string;
  readonly askedAt: number;
  readonly expiresAt: number | null;
}

export interface Answer extends DefaultAnswer {
  readonly comment: string | null;
  /** `null` where nobody has to say who they are, and for what counts as an answer because there was none. */
  readonly by: string | null;
  readonly at: number;
}

/** Why a request takes no answer any more. */
export const CLOSINGS = ['answered', 'expired', 'cancelled', 'deadline_exceeded'] as const;
export type Closing = (typeof CLOSINGS)[number];

export interface ClosedRequest extends OpenRequest {
  readonly closing: Closing;
  readonly closedAt: number;
  /** `null` if it was closed without one. */
  readonly answer: Answer | null;
}

/** By id. */
export type ClosedRequests = Readonly<Record<string, ClosedRequest>>;

/** So many requests one process may make: a step that asks for ever ends here. */
export const MAX_REQUESTS = 50;

/** The place of a request among those of its name, from 1. */
export function numberOf({ id, name }: Pick<OpenRequest, 'id' | 'name'>): number {
  return Number(id.slice(name.length + 1));
}

/** The id of the next request of that name. */
export function nextRequestId(name: string, closed: ClosedRequests): string {
  return `${name}-${Object.values(closed).filter((request) => request.name === name).length + 1}`;
}

/** What was answered to a step, by the name it has asked with: of several requests of one name, to the last. */
export function answersTo(step: string | null, closed: ClosedRequests): ReadonlyMap<string, ClosedRequest> {
  const answered = Object.values(closed).filter((each) => each.step === step && each.answer !== null);
  answered.sort((one, other) => numberOf(one) - numberOf(other));
  return new Map(answered.map((request) => [request.name, request]));
}

/** The JSON Schema that the data of an outcome have to meet; `null` if it takes none. */
export function schemaFor(
  { options, schema }: Pick<Question, 'options' | 'schema'>,
  outcome: string,
): JsonObject | null {
  return options.find((option) => option.outcome === outcome)?.schema ?? schema;
}

/** Whether an outcome is nothing without data: what has a schema of its own, and facts. */
export function needsData({ kind, options }: Pick<Question, 'kind' | 'options'>, outcome: string): boolean {
  const own = options.find((option) => option.outcome === outcome)?.schema ?? null;
  return kind === 'data' || own !== null;
}
