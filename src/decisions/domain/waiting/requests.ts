import type { CallerRole } from '../caller.js';
import type { JsonObject, JsonValue } from '../json.js';

/** What a person is asked for: yes or no, one of several outcomes, or facts. */
export const REQUEST_KINDS = ['approval', 'choice', 'data'] as const;

/** One of {@link REQUEST_KINDS}. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** One way to answer. */
export interface RequestOption {
  readonly outcome: string;
  /** For people; `null` where the outcome is clear without it. */
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
  /** The name under which the step finds the answer. */
  readonly name: string;
  readonly kind: RequestKind;
  readonly title: string;
  readonly options: readonly RequestOption[];
  /** JSON Schema of the data of every outcome that has none of its own; `null` if they take none. */
  readonly schema: JsonObject | null;
  /** What is to be judged, as those who answer see it. */
  readonly evidence: JsonValue;
  /** The digest of the evidence: an answer to other evidence is refused. */
  readonly evidenceDigest: string;
  /** Who may answer has one of them. */
  readonly roles: readonly CallerRole[];
  /** `starter`: the person who started the process may not answer. */
  readonly notBy: 'starter' | null;
  /** How long to wait for an answer; `null` without limit. */
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

/** The answer to a request. */
export interface Answer extends DefaultAnswer {
  readonly comment: string | null;
  /** `null` where access is not controlled, and if nobody has answered. */
  readonly by: string | null;
  readonly at: number;
}

/** Why a request cannot be answered any more. */
export const CLOSINGS = ['answered', 'expired', 'cancelled', 'deadline_exceeded'] as const;

/** One of {@link CLOSINGS}. */
export type Closing = (typeof CLOSINGS)[number];

/** A request that cannot be answered any more. */
export interface ClosedRequest extends OpenRequest {
  readonly closing: Closing;
  readonly closedAt: number;
  /** `null` if it was closed without one. */
  readonly answer: Answer | null;
}

/** By id. */
export type ClosedRequests = Readonly<Record<string, ClosedRequest>>;

/** How many requests one process may make: a step that would ask without end stops here. */
export const MAX_REQUESTS = 50;

/** The number of a request among those of its name, from 1. */
export function numberOf({ id, name }: Pick<OpenRequest, 'id' | 'name'>): number {
  return Number(id.slice(name.length + 1));
}

/** The id of the next request of that name. */
export function nextRequestId(name: string, closed: ClosedRequests): string {
  return `${name}-${Object.values(closed).filter((request) => request.name === name).length + 1}`;
}

/** The answers to a step, by the name of the question; of several requests of one name, that to the last. */
export function answersTo(step: string | null, closed: ClosedRequests): ReadonlyMap<string, ClosedRequest> {
  const answered = Object.values(closed).filter((each) => each.step === step && each.answer !== null);
  answered.sort((one, other) => numberOf(one) - numberOf(other));
  return new Map(answered.map((request) => [request.name, request]));
}

/** The JSON Schema that the data of an outcome must satisfy; `null` if it takes none. */
export function schemaFor(
  { options, schema }: Pick<Question, 'options' | 'schema'>,
  outcome: string,
): JsonObject | null {
  return options.find((option) => option.outcome === outcome)?.schema ?? schema;
}

/** Whether an outcome needs data: this is so if it has a schema of its own, and for facts. */
export function needsData({ kind, options }: Pick<Question, 'kind' | 'options'>, outcome: string): boolean {
  const own = options.find((option) => option.outcome === outcome)?.schema ?? null;
  return kind === 'data' || own !== null;
}
