import { Inject, Injectable } from '@nestjs/common';
import { type Caller, ownerSeenBy, hasRole, mayKnowOf } from '../../domain/caller.js';
import type { AskingProcess } from '../../domain/process-summary.js';
import type { DecisionProcess } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import type { RequestPage, RequestQuery } from '../../domain/ports/list.queries.js';
import { answer, isRejection } from '../../domain/transitions.js';
import type { Answer, ClosedRequest, OpenRequest } from '../../domain/waiting/requests.js';
import { mayKnowOfRequest, refusalFor, REVIEWER } from '../../domain/waiting/who-answers.js';
import { canonicalJson } from '../base/canonical-json.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { ProcessNotFound } from '../base/errors.js';
import {
  AnswerRefused,
  EvidenceMismatch,
  InvalidAnswer,
  RequestClosed,
  RequestExpired,
  RequestNotFound,
} from '../base/request-errors.js';
import { ProcessEvents } from '../base/process-events.js';
import { answerFault } from '../running/asking/answer-fault.js';
import { untilStored } from './until-stored.js';

/** What a caller answers. */
export interface CallerAnswer extends Pick<Answer, 'outcome' | 'data' | 'comment'> {
  /** The digest of the evidence the caller has seen; `null` if they do not say. */
  readonly evidenceDigest: string | null;
}

/** A request after it was answered. */
export interface AnsweredRequest {
  readonly id: ProcessId;
  readonly request: ClosedRequest;
  /** The same caller has given the very same answer before. */
  readonly replayed: boolean;
}

/** A request of a process, whether it can still be answered or not. */
export type AnyRequest = OpenRequest | ClosedRequest;

/**
 * What people are asked, and what they answer. Every method rejects with `StoreUnavailable` when the store gave no
 * answer.
 */
@Injectable()
export class Requests {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: ProcessEvents,
  ) {}

  /** Open requests that exist for the caller, of all processes; those that expire first come first. */
  inbox(caller: Caller, query: Omit<RequestQuery, 'only'>): Promise<RequestPage> {
    const owner = ownerSeenBy(caller);
    const only = owner === undefined ? {} : { only: { owner, reviews: hasRole(caller, REVIEWER) } };
    return this.processes.requests({ ...query, ...only });
  }

  /**
   * Everything that a process has asked, in that order, as far as the caller may see it.
   *
   * @throws ProcessNotFound
   */
  async history(caller: Caller, id: ProcessId): Promise<readonly AnyRequest[]> {
    const process = await this.processes.asked(id);
    if (!process) throw new ProcessNotFound(id);
    return requestsKnownTo(caller, process);
  }

  /**
   * If there are several answers, one is first; the process continues with it, once.
   *
   * @throws ProcessNotFound, RequestNotFound, RequestClosed, RequestExpired, AnswerRefused, EvidenceMismatch,
   *   InvalidAnswer
   */
  answer(caller: Caller, id: ProcessId, requestId: string, given: CallerAnswer): Promise<AnsweredRequest> {
    return untilStored(id, async () => {
      const process = await this.find(id);
      const request = this.requestFor(caller, process, requestId);
      if ('closing' in request) return this.replay(caller, process, request, given);
      checkEvidence(request, given);
      const faults = answerFault(request, given);
      if (faults.length > 0) throw new InvalidAnswer(faults);
      const { outcome, data, comment } = given;
      const answering = { requestId, outcome, data, comment, by: caller.name };
      const next = answer(process, answering, this.clock.now());
      if (isRejection(next)) throw new RequestExpired(requestId);
      if (!(await this.processes.swap(process, next))) return null;
      const closed = next.requests[requestId];
      if (closed === undefined) throw new RequestNotFound();
      this.events.emit({ type: 'answered', process: next, request: closed });
      return { id, request: closed, replayed: false };
    });
  }

  /** What the caller may answer, or has answered. */
  private requestFor(caller: Caller, process: DecisionProcess, requestId: string): AnyRequest {
    const request = requestsKnownTo(caller, process).find((each) => each.id === requestId);
    if (request === undefined) throw new RequestNotFound();
    const refusal = refusalFor(caller, process.owner, request);
    if (refusal !== null) throw new AnswerRefused(refusal, request.roles);
    return request;
  }

  /** The same answer again; the reply may have been lost. */
  private replay(
    caller: Caller,
    { id }: DecisionProcess,
    request: ClosedRequest,
    given: CallerAnswer,
  ): AnsweredRequest {
    const isSame =
      request.closing === 'answered' &&
      request.answer?.by === caller.name &&
      canonicalJson(wordsOf(request.answer)) === canonicalJson(wordsOf(given));
    if (!isSame) throw new RequestClosed(request);
    checkEvidence(request, given);
    return { id, request, replayed: true };
  }

  /** @throws ProcessNotFound */
  private async find(id: ProcessId): Promise<DecisionProcess> {
    const process = await this.processes.find(id);
    if (!process) throw new ProcessNotFound(id);
    return process;
  }
}

/**
 * In the order they were asked.
 *
 * @throws ProcessNotFound if the caller may know of none, nor of the process
 */
function requestsKnownTo(caller: Caller, process: AskingProcess): readonly AnyRequest[] {
  const known = requestsOf(process).filter((each) => mayKnowOfRequest(caller, process.owner, each));
  if (known.length === 0 && !mayKnowOf(caller, process.owner)) throw new ProcessNotFound(process.id);
  return known;
}

function requestsOf(process: AskingProcess): readonly AnyRequest[] {
  const closed = Object.values(process.requests).sort(
    (one, other) => one.askedAt - other.askedAt || one.closedAt - other.closedAt,
  );
  return process.status === 'waiting' ? [...closed, process.request] : closed;
}

function wordsOf({ outcome, data, comment }: Pick<Answer, 'outcome' | 'data' | 'comment'>): object {
  return { outcome, data, comment };
}

/** @throws EvidenceMismatch */
function checkEvidence({ evidenceDigest }: AnyRequest, given: CallerAnswer): void {
  if (given.evidenceDigest !== null && given.evidenceDigest !== evidenceDigest)
    throw new EvidenceMismatch(evidenceDigest);
}
