import { CALLER_ROLES } from '../../../decisions/domain/caller.js';
import { HISTORY_EVENTS, type HistoryEntry } from '../../../decisions/domain/history.js';
import { isObject, type JsonObject, type JsonValue } from '../../../decisions/domain/json.js';
import {
  type Answer,
  type ClosedRequest,
  CLOSINGS,
  type DefaultAnswer,
  type OpenRequest,
  REQUEST_KINDS,
  type RequestOption,
} from '../../../decisions/domain/waiting/requests.js';
import { type Codec, listOf, oneOf, optional, text, time } from './codecs.js';
import { UnreadableRecord } from './record-fields.js';

/** Each member of an object: its name as it is stored, and how its value is written. */
type Members<T> = { readonly [M in keyof T]-?: readonly [name: string, codec: Codec<T[M]>] };

/** An object of known members; unknown ones are skipped. */
function members<T extends object>(known: Members<T>): Codec<T> {
  const each = Object.entries(known) as [keyof T & string, readonly [string, Codec<unknown>]][];
  return {
    encode: (value) =>
      Object.fromEntries(
        each.flatMap(([member, [name, codec]]) => {
          const encoded = codec.encode(value[member]);
          return encoded === undefined ? [] : [[name, encoded] as const];
        }),
      ),
    decode: (stored, name) => {
      if (!isObject(stored)) throw new UnreadableRecord(`${name} is no object`);
      const read = each.map(([member, [key, codec]]) => [
        member,
        codec.decode(stored[key], `${name}.${key}`),
      ]);
      // Every member was read.
      return Object.fromEntries(read) as T;
    },
  };
}

/** Any value; `null` is left out. */
const anything: Codec<JsonValue> = {
  encode: (value) => value ?? undefined,
  decode: (stored = null) => stored,
};

const schema: Codec<JsonObject | null> = {
  encode: (value) => value ?? undefined,
  decode: (stored, name) => {
    if (stored === undefined || isObject(stored)) return stored ?? null;
    throw new UnreadableRecord(`${name} is no object`);
  },
};

const option = members<RequestOption>({
  outcome: ['outcome', text],
  title: ['title', optional(text)],
  schema: ['schema', schema],
});

const DEFAULT_ANSWER = { outcome: ['outcome', text], data: ['data', anything] } as const;

const defaultAnswer = members<DefaultAnswer>(DEFAULT_ANSWER);

const answer = members<Answer>({
  ...DEFAULT_ANSWER,
  comment: ['comment', optional(text)],
  by: ['by', optional(text)],
  at: ['at', time],
});

const OPEN_REQUEST: Members<OpenRequest> = {
  id: ['id', text],
  name: ['name', text],
  kind: ['kind', oneOf(REQUEST_KINDS)],
  title: ['title', text],
  options: ['options', listOf(option)],
  schema: ['schema', schema],
  evidence: ['evidence', anything],
  evidenceDigest: ['evidence_digest', text],
  roles: ['roles', listOf(oneOf(CALLER_ROLES))],
  notBy: ['not_by', optional(oneOf(['starter']))],
  onExpiry: ['on_expiry', optional(defaultAnswer)],
  step: ['step', text],
  askedAt: ['asked_at', time],
  expiresAt: ['expires_at', optional(time)],
};

/** A question nobody has answered yet, as a member of `state`. */
export const openRequest = members<OpenRequest>(OPEN_REQUEST);

/** A question with how it was closed, as JSON in a field of its own. */
export const closedRequest = members<ClosedRequest>({
  ...OPEN_REQUEST,
  closing: ['closing', oneOf(CLOSINGS)],
  closedAt: ['closed_at', time],
  answer: ['answer', optional(answer)],
});

const entries = listOf(
  members<HistoryEntry>({
    what: ['what', oneOf(HISTORY_EVENTS)],
    by: ['by', optional(text)],
    at: ['at', time],
    request: ['request', optional(text)],
    outcome: ['outcome', optional(text)],
  }),
);

/** Left out while it is empty. */
export const history: Codec<readonly HistoryEntry[]> = {
  encode: (value) => (value.length === 0 ? undefined : entries.encode(value)),
  decode: (stored = [], name) => entries.decode(stored, name),
};
