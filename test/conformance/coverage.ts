import type { DocumentedAnswer } from '../support/http-contract.js';
import type { Need } from './needs.js';
import { FAULTS_ONLY } from './faults-only.js';
import type { Installation } from './installation.js';

/** Something the OpenAPI document has that no check has reached. */
export interface Gap {
  /** `GET /decisions/stats 200`, `GET /decisions/stats 200 etag`, `GET /decisions/stats bad_request`. */
  readonly what: string;
  /** What would have reached it; empty if nothing would. */
  readonly needs: readonly Need[];
}

/** Answered by the server whichever route it is: reached on any of them it is reached on all. */
const ANYWHERE = [
  'too_many_bytes',
  'malformed_url',
  'request_timeout',
  'overloaded',
  'too_many_requests',
  'internal_error',
];

/** What takes something of an installation that not every one has. */
const NEEDED: readonly (readonly [RegExp, readonly Need[]])[] = [
  [/ unauthorized$| 40[13] www-authenticate$/, ['keys']],
  // With keys there is no caller here whom these would refuse.
  [/ \/(health\S*|decisions\/(\{process_id\}\/)?requests) forbidden$/, ['open']],
  [/^anywhere too_many_requests$/, ['keys', 'bounds']],
  [/ too_many_unsettled$/, ['engine', 'bounds']],
  [/^any 429 retry-after$/, ['bounds']],
  [/ four_eyes$/, ['keys']],
  [/^anywhere (overloaded|too_many_bytes)$|^any 503 retry-after$/, ['bounds', 'keys']],
  [/ engine_faulty$/, ['engine']],
  [/ four_eyes$/, ['engine']],
  [/requests/, ['engine']],
  [/ (deadline_passed|not_resumable|not_settled|already_settled)$/, ['engine']],
  [/(run|resume|cancel) 20[02]( \S+)?$/, ['engine']],
  [/ (200|304) retry-after$/, ['engine']],
  [/ 200 preference-applied$/, ['engine']],
  [/ forbidden$/, ['open', 'keys']],
];

/** Everything that is documented, was not reached, and is not for faults alone. */
export function gapsOf({ contract, needs }: Pick<Installation, 'contract' | 'needs'>): Gap[] {
  const { seen, seenParts } = contract;
  const seenAnywhere = new Set([...seenParts].map((part) => part.split(' ').slice(2).join(' ')));
  const isReached = (what: string) => {
    if (what.startsWith('any')) return seenAnywhere.has(what.split(' ').slice(1).join(' '));
    return seen.has(what) || seenParts.has(what);
  };
  const unreached = [...new Set(contract.answers.flatMap(itemsOf))].filter((what) => !isReached(what));
  return unreached
    .filter((what) => !FAULTS_ONLY.some(({ matches }) => matches.test(what)))
    .map((what) => ({ what, needs: missing(what, needs) }));
}

/** What an answer has that can be reached or not. */
function itemsOf({ operation, status, headers, codes }: DocumentedAnswer): string[] {
  if (codes === null) {
    const answer = `${operation} ${status}`;
    return [answer, ...headers.map((header) => `${answer} ${header}`)];
  }
  return [
    ...codes.map((code) => (ANYWHERE.includes(code) ? `anywhere ${code}` : `${operation} ${code}`)),
    ...headers.map((header) => `any ${status} ${header}`),
  ];
}

/** A gap that any of several would close is excused as long as none of them is there. */
function missing(what: string, present: ReadonlySet<Need>): readonly Need[] {
  const [, needs = []] = NEEDED.find(([pattern]) => pattern.test(what)) ?? [];
  return needs.filter((need) => !present.has(need));
}
