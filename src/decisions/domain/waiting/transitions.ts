import {
  currentStep,
  type DecisionProcess,
  type FailedProcess,
  type PendingProcess,
  type ProcessFacts,
  type WaitingProcess,
} from '../decision-process.js';
import { noted } from '../history.js';
import type { WorkerId } from '../ids.js';
import type { JsonValue } from '../json.js';
import { isSettled } from '../process-status.js';
import { facts, fail, givenBack, inTurn, isRejection, type Transition, written } from '../next-state.js';
import {
  type Answer,
  type Closing,
  type ClosedRequest,
  MAX_REQUESTS,
  nextRequestId,
  type Question,
} from './requests.js';

/** The current step asks a question. */
export interface Asking {
  readonly worker: WorkerId;
  readonly step: string;
  readonly question: Question;
}

/** Somebody answers a request. */
export interface Answering {
  readonly requestId: string;
  readonly outcome: string;
  /** `null` for none. */
  readonly data: JsonValue;
  readonly comment: string | null;
  readonly by: string | null;
}

/** The current step asks people. It gives back the attempt it began: asking is not a failure. */
export function ask(
  process: DecisionProcess,
  { worker, step, question }: Asking,
  now: number,
): Transition<WaitingProcess> {
  const running = inTurn(process, { worker, step });
  if (isRejection(running)) return running;
  const { requests } = running;
  if (Object.keys(requests).length >= MAX_REQUESTS) return { rejected: 'too_many_requests' };
  const stamp = written(running, now);
  const { expiresInMs, ...asked } = question;
  const askedAt = stamp.updatedAt;
  const expiresAt = expiresInMs === null ? null : askedAt + expiresInMs;
  const request = { id: nextRequestId(question.name, requests), ...asked, step, askedAt, expiresAt };
  return {
    ...facts(running),
    ...stamp,
    ...noted(running, { what: 'asked', by: null, at: askedAt, request: request.id, outcome: null }),
    status: 'waiting',
    ...givenBack(running),
    request,
  };
}

/** Somebody answers the open question: the step that asked continues with it. */
export function answer(
  process: DecisionProcess,
  { requestId, outcome, data, comment, by }: Answering,
  now: number,
): Transition<PendingProcess> {
  if (process.status !== 'waiting' || process.request.id !== requestId) return { rejected: 'request_closed' };
  const { expiresAt, options } = process.request;
  if (!options.some((option) => option.outcome === outcome)) return { rejected: 'unknown_outcome' };
  const { updatedAt: at } = written(process, now);
  const end = Math.min(expiresAt ?? Infinity, process.deadline ?? Infinity);
  // Whether it has expired, even if no instance has recorded that yet.
  if (at >= end) return { rejected: 'request_closed' };
  return goneOn(process, 'answered', { outcome, data, comment, by, at });
}

/** When something happens to the process by itself, epoch milliseconds; `null` if nothing does. */
export function nextTimer(process: TimedProcess): number | null {
  const expiresAt = process.status === 'waiting' ? process.request.expiresAt : null;
  const deadline = isSettled(process) ? null : process.deadline;
  if (expiresAt === null || deadline === null) return expiresAt ?? deadline;
  return Math.min(expiresAt, deadline);
}

type TimedProcess = Pick<ProcessFacts, 'deadline'> &
  (
    | { readonly status: Exclude<DecisionProcess['status'], 'waiting'> }
    | { readonly status: 'waiting'; readonly request: { readonly expiresAt: number | null } }
  );

/** What happens by itself when its time has come: the deadline of the process or the expiry of a question. */
export function expire(process: DecisionProcess, now: number): Transition<PendingProcess | FailedProcess> {
  const at = nextTimer(process);
  if (at === null || at > now) return { rejected: 'not_due' };
  if (process.deadline === at || process.status !== 'waiting') return overrun(process, now);
  return unanswered(process, now);
}

/** The question as it is kept: closed, and with the answer if there is one. */
export function closed(
  { request, requests }: WaitingProcess,
  closing: Closing,
  closedAt: number,
  answer: Answer | null,
): Pick<ProcessFacts, 'requests'> {
  const past: ClosedRequest = { ...request, closing, closedAt, answer };
  return { requests: { ...requests, [request.id]: past } };
}

function unanswered(process: WaitingProcess, now: number): PendingProcess | FailedProcess {
  const { id, step, onExpiry } = process.request;
  const { updatedAt: at } = written(process, now);
  if (onExpiry !== null) return goneOn(process, 'expired', { ...onExpiry, comment: null, by: null, at });
  const error = { code: 'not_answered', message: `The request ${id} was not answered in time.`, step };
  return {
    ...fail(process, error, now),
    ...closed(process, 'expired', at, null),
    ...noted(process, { what: 'expired', by: null, at, request: id, outcome: null }),
  };
}

function overrun(process: DecisionProcess, now: number): FailedProcess {
  const message = 'The process was not finished by its deadline.';
  const { updatedAt: at } = written(process, now);
  const error = { code: 'deadline_exceeded', message, step: currentStep(process) ?? '' };
  return {
    ...fail(process, error, now),
    ...(process.status === 'waiting' ? closed(process, 'deadline_exceeded', at, null) : {}),
    ...noted(process, { what: 'deadline_exceeded', by: null, at, request: null, outcome: null }),
  };
}

function goneOn(process: WaitingProcess, what: 'answered' | 'expired', given: Answer): PendingProcess {
  const { by, at, outcome } = given;
  return {
    ...facts(process),
    ...written(process, at),
    ...closed(process, what, at, given),
    ...noted(process, { what, by, at, request: process.request.id, outcome }),
    status: 'pending',
    runAt: at,
  };
}
