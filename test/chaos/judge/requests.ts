import type { ChangeLine } from '../bed/change-log.js';
import type { Accepted, ToldAnswer } from '../load/journal.js';
import { type Evidence, idOf, type Violation } from './evidence.js';

/** A closed question, as it lies in the record. */
export interface StoredRequest {
  readonly id: string;
  readonly name: string;
  readonly step: string;
  readonly closing: string;
  readonly closed_at: number;
  readonly expires_at?: number;
  readonly on_expiry?: StoredWords;
  readonly answer?: StoredWords & { readonly comment?: string };
}

interface StoredWords {
  readonly outcome: string;
  readonly data?: unknown;
}

type StoredRecord = Readonly<Record<string, string>>;

/** In the order they were asked. */
export function closedRequestsOf(record: StoredRecord): StoredRequest[] {
  const fields = Object.entries(record).filter(([field]) => field.startsWith('request:'));
  const requests = fields.map(([, text]) => JSON.parse(text) as StoredRequest);
  return requests.sort((one, other) => one.closed_at - other.closed_at || (one.name < other.name ? -1 : 1));
}

/** I10: what was asked is asked once, and answered by the first or expired, once; each answer goes on once. */
export function judgeRequests(evidence: Evidence): Violation[] {
  return evidence.accepted.flatMap((entry) => {
    const id = idOf(entry);
    const record = evidence.dump.processes.get(id);
    if (record === undefined || entry.isStuck) return [];
    const requests = closedRequestsOf(record);
    const told = evidence.answers.filter((answer) => answer.id === id);
    const faults = [
      ...questionsMissed(entry, requests),
      ...requests.flatMap((request) => closedWrongly(request, told)),
      ...continuations(requests, evidence.changes.get(id) ?? []),
      ...requests
        .filter((request) => isForgotten(request, record))
        .map(({ id: name }) => `${name} is not what its step was told`),
      ...told.filter(isStrange).map(({ request, reply }) => `an answer to ${request} was told ${reply}`),
    ];
    return faults.map((fault): Violation => ({ promise: 'I10', about: `${entry.key} (${id})`, fault }));
  });
}

/** Whether the process had to fail: nobody answered, and it was not to go on like that. */
export function isUnanswered(record: StoredRecord): boolean {
  const last = closedRequestsOf(record).at(-1);
  return last?.closing === 'expired' && last.answer === undefined;
}

/** Each is asked once, up to the first that ends the process; what was resumed after that asks anew. */
function questionsMissed({ problem, resumeAnswers }: Accepted, requests: readonly StoredRequest[]): string[] {
  const ends = requests.filter(({ answer }, nth) => answer === undefined && nth < requests.length - 1);
  const asked = requests.filter((request) => !ends.includes(request)).map(({ name }) => name);
  const isEnded = requests.length > 0 && requests.at(-1)?.answer === undefined;
  const expected = (problem.asks ?? []).slice(0, isEnded ? asked.length : undefined).map(({ name }) => name);
  if (asked.join() === expected.join() && ends.length <= (resumeAnswers.length > 0 ? 1 : 0)) return [];
  return [
    `it asked ${requests.map(({ id }) => id).join()}, and of ${expected.join()} each was to be asked once`,
  ];
}

function closedWrongly(request: StoredRequest, told: readonly ToldAnswer[]): string[] {
  const { id, closing, closed_at: closedAt, expires_at: expiresAt, on_expiry: onExpiry, answer } = request;
  const accepted = told.filter((each) => each.request === id && each.reply === 200);
  const isAnswered = closing === 'answered';
  const others = accepted.filter(({ comment }) => !isAnswered || comment !== answer?.comment);
  return [
    ...others.map(({ comment }) => `${id} is ${closing}, and ${comment} was told that it took their answer`),
    ...(isAnswered || closing === 'expired' ? [] : [`${id} is ${closing}`]),
    ...(isAnswered && (expiresAt ?? Infinity) <= closedAt ? [`${id} was answered after its time`] : []),
    ...(isAnswered && !told.some((each) => each.comment === answer?.comment)
      ? [`${id} has an answer that nobody gave`]
      : []),
    ...(!isAnswered && closedAt < (expiresAt ?? Infinity) ? [`${id} expired before its time`] : []),
    ...(!isAnswered && answer?.outcome !== onExpiry?.outcome
      ? [`${id} expired with another answer than it has for that`]
      : []),
  ];
}

/** As often as the store announced it: what is lost with its connection tells nothing. */
function continuations(requests: readonly StoredRequest[], changes: readonly ChangeLine[]): string[] {
  const isWhole = changes.every(({ revision }, nth) => revision === nth + 1);
  const asked = changes.filter(({ status }) => status === 'waiting').length;
  const gone = changes.filter(
    ({ status }, nth) => status === 'pending' && changes[nth - 1]?.status === 'waiting',
  ).length;
  const answered = requests.filter(({ answer }) => answer !== undefined).length;
  if (!isWhole || (asked === requests.length && gone === answered)) return [];
  return [
    `it asked ${asked} times and went on ${gone} times, with ${requests.length} requests and ${answered} answers`,
  ];
}

/** The output that is stored of a finished step says what its run was told. */
function isForgotten({ name, step, answer }: StoredRequest, record: StoredRecord): boolean {
  const output = record[`step:${step}`];
  if (output === undefined || answer === undefined) return false;
  const { answers } = JSON.parse(output) as { readonly answers: Readonly<Record<string, StoredWords>> };
  return (
    answers[name]?.outcome !== answer.outcome ||
    JSON.stringify(answers[name].data ?? null) !== JSON.stringify(answer.data ?? null)
  );
}

function isStrange({ reply }: ToldAnswer): boolean {
  return typeof reply === 'number' && ![200, 409, 429, 503].includes(reply);
}
