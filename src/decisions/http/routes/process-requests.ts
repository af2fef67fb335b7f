import { Inject, Injectable } from '@nestjs/common';
import type { Answer } from '../../../http/answer/answer.js';
import {
  matchesStrongly,
  matchesWeakly,
  type Preconditions,
} from '../../../http/request/headers/entity-tag.js';
import { HTTP_SETTINGS, type HttpSettings } from '../../../http/http-settings.js';
import type { Preference } from '../../../http/request/headers/preference.js';
import type { ResponseEnd } from '../../../http/request/response-end.js';
import { ShutdownSignal } from '../../../http/shutdown-signal.js';
import { RevisionMismatch } from '../../application/base/errors.js';
import { ProcessAccess } from '../../application/use-cases/process-access.js';
import { ProcessManager } from '../../application/use-cases/process-manager.js';
import type { StartRequest } from '../../application/use-cases/start-request.js';
import { type DecisionProcess, isSettled } from '../../domain/decision-process.js';
import { type ProcessReport, type ProcessSummary, reportOf } from '../../domain/process-summary.js';
import type { Caller } from '../../domain/caller.js';
import { StoreUnavailable } from '../../domain/errors.js';
import { isInstance } from '../../domain/foreign/thrown.js';
import type { ProcessId } from '../../domain/ids.js';
import { isSameVersion, type ProcessVersion } from '../../domain/process-version.js';
import type { StatusQuestion } from '../input/asked-by.decorator.js';
import { OpenAnswers } from '../answers/open-answers.js';
import { ProcessAnswers } from '../answers/process-answers.js';
import { versionTag } from '../answers/version-tag.js';
import { type Wait, waitForChange, waitForOutcome } from './wait.js';

/** Requests about one process that wait or are conditional. `end` is the end of their response. */
@Injectable()
export class ProcessRequests {
  constructor(
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    private readonly manager: ProcessManager,
    private readonly access: ProcessAccess,
    private readonly answers: ProcessAnswers,
    private readonly openAnswers: OpenAnswers,
    private readonly shutdown: ShutdownSignal,
  ) {}

  /** Starts a process and waits for its outcome; one that takes longer is answered like any other start. */
  async run(
    caller: Caller,
    request: StartRequest,
    preference: Preference,
    end: ResponseEnd,
  ): Promise<Answer> {
    const accepted = await this.manager.start(request);
    const wait = waitForOutcome(preference, this.settings);
    const outcome = await this.outcomeOf(caller, accepted.process, wait, end);
    if (outcome) return this.answers.outcome(outcome, accepted.replayed, wait.headers);
    const now =
      wait.ms === 0 ? null : await unlessUnavailable(this.access.summary(caller, accepted.process.id));
    return now
      ? this.answers.notYet(now, accepted.replayed, wait.headers)
      : this.answers.accepted(accepted, wait.headers);
  }

  async status(id: ProcessId, question: StatusQuestion): Promise<Answer> {
    const { caller, ifNoneMatch } = question;
    const wait = waitForChange(question.preference, this.settings);
    if (wait.ms === 0 && !isConditional(question) && !this.answers.isInUse(id)) {
      return this.answers.status(await this.access.report(caller, id), wait.headers);
    }
    const stored = await this.access.summary(caller, id);
    checkMatch(stored, question);
    const isKnown = ifNoneMatch !== null && matchesWeakly(ifNoneMatch, versionTag(stored));
    const waits = wait.ms > 0 && stored.completedAt === null && (isKnown || ifNoneMatch === null);
    if (waits) return this.changed(question, stored, { wait, isKnown });
    return isKnown
      ? this.answers.notModified(stored, wait.headers)
      : (this.answers.statusInUse(stored, wait.headers) ??
          this.answers.status(await this.access.report(caller, id), wait.headers));
  }

  /**
   * The version on which a change is to be made; `null` if any will do.
   *
   * @throws RevisionMismatch, ProcessNotFound
   */
  async expected(caller: Caller, id: ProcessId, conditions: Preconditions): Promise<ProcessVersion | null> {
    if (!isConditional(conditions)) return null;
    const stored = await this.access.summary(caller, id);
    checkMatch(stored, conditions);
    const { ifNoneMatch } = conditions;
    // RFC 9110 §13.1.2: for an unsafe method it demands that there be no such representation.
    if (ifNoneMatch !== null && matchesWeakly(ifNoneMatch, versionTag(stored))) {
      throw new RevisionMismatch(id, stored);
    }
    return stored;
  }

  /** `null` if it is not settled in time. */
  private async outcomeOf(
    caller: Caller,
    accepted: DecisionProcess,
    wait: Wait,
    end: ResponseEnd,
  ): Promise<ProcessReport | null> {
    if (isSettled(accepted)) return reportOf(accepted);
    // Waiting is a preference: a caller with too many waiting requests is answered as if they had not asked to wait.
    const close = wait.ms === 0 ? null : this.openAnswers.openIfAllowed(caller);
    if (!close) return null;
    try {
      const wanted = { since: null, holds: isOutcome, waitMs: wait.ms };
      const watched = this.access.until(accepted.id, wanted, this.shutdown.or(end.signal));
      const report = await unlessUnavailable(watched);
      return report && isSettled(report.head) ? report : null;
    } finally {
      close();
    }
  }

  /** Answers once the process differs from `stored`, or with what there is when the time is over. */
  private async changed(
    { caller, end }: StatusQuestion,
    stored: ProcessSummary,
    { wait, isKnown }: Change,
  ): Promise<Answer> {
    const wanted = { since: stored, holds: () => true, waitMs: wait.ms };
    const close = this.openAnswers.open(caller);
    const report = await this.access
      .until(stored.id, wanted, this.shutdown.or(end.signal))
      .finally(() => close());
    if (report) return this.answers.status(report, wait.headers);
    const now = await this.access.summary(caller, stored.id);
    return isKnown && isSameVersion(now, stored)
      ? this.answers.notModified(now, wait.headers)
      : this.answers.status(await this.access.report(caller, stored.id), wait.headers);
  }
}

/** An accepted process stays accepted: if the store is away meanwhile, the request has not failed. */
async function unlessUnavailable<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isInstance(error, StoreUnavailable)) return null;
    throw error;
  }
}

/** Waiting for people takes longer than a request. */
function isOutcome({ head }: ProcessReport): boolean {
  return isSettled(head) || head.status === 'waiting';
}

function isConditional({ ifMatch, ifNoneMatch }: Preconditions): boolean {
  return ifMatch !== null || ifNoneMatch !== null;
}

/** @throws RevisionMismatch */
function checkMatch(stored: ProcessSummary, { ifMatch }: Preconditions): void {
  if (ifMatch === null || matchesStrongly(ifMatch, versionTag(stored))) return;
  throw new RevisionMismatch(stored.id, stored);
}

interface Change {
  readonly wait: Wait;
  /** Whether the caller has what is stored. */
  readonly isKnown: boolean;
}
