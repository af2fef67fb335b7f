import { Inject, Injectable } from '@nestjs/common';
import type { Answer } from '../../http/answer/answer.js';
import { type EntityTagCondition, matchesStrongly, matchesWeakly } from '../../http/request/entity-tag.js';
import { HTTP_SETTINGS, type HttpSettings } from '../../http/http-settings.js';
import type { Preference } from '../../http/request/preference.js';
import type { ResponseEnd } from '../../http/request/response-end.js';
import { ShutdownSignal } from '../../http/shutdown-signal.js';
import { ProcessNotFound, RevisionMismatch } from '../application/base/errors.js';
import { ProcessAccess } from '../application/use-cases/process-access.js';
import { ProcessManager } from '../application/use-cases/process-manager.js';
import type { StartRequest } from '../application/use-cases/start-request.js';
import type { Caller } from '../domain/caller.js';
import { type DecisionProcess, isSettled, type ProcessReport, reportOf } from '../domain/decision-process.js';
import { StoreUnavailable } from '../domain/errors.js';
import type { ProcessId } from '../domain/ids.js';
import { ProcessAnswers } from './process-answers.js';
import { type Wait, waitForChange, waitForOutcome } from './wait.js';

/** Requests about one process that wait or are conditional. `end` is that of their response. */
@Injectable()
export class ProcessRequests {
  constructor(
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    private readonly manager: ProcessManager,
    private readonly access: ProcessAccess,
    private readonly answers: ProcessAnswers,
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
    const process = await this.outcomeOf(caller, accepted.process, wait, end);
    return process
      ? this.answers.outcome({ ...accepted, process }, wait.headers)
      : this.answers.accepted(accepted, wait.headers);
  }

  async status(
    caller: Caller,
    id: ProcessId,
    conditions: StatusConditions,
    end: ResponseEnd,
  ): Promise<Answer> {
    const wait = waitForChange(conditions.preference, this.settings);
    const known = await this.knownRevision(caller, id, conditions.ifNoneMatch);
    if (wait.ms === 0 && known !== null) return this.answers.notModified(known, wait.headers);
    const report = await this.changed(
      caller,
      id,
      { wait, known, isConditional: conditions.ifNoneMatch !== null },
      end,
    );
    if (report.head.revision === known) return this.answers.notModified(known, wait.headers);
    return this.answers.status(report, wait.headers);
  }

  /**
   * The revision a change is to be made on; `null` if any will do.
   *
   * @throws RevisionMismatch, ProcessNotFound
   */
  async expected(caller: Caller, id: ProcessId, ifMatch: EntityTagCondition | null): Promise<number | null> {
    if (ifMatch === null) return null;
    const { revision } = await this.access.summary(caller, id);
    if (matchesStrongly(ifMatch, revision)) return revision;
    throw new RevisionMismatch(id, revision);
  }

  /** `null` if it is not settled in time. It is accepted: that the store went away meanwhile is no failure of the request. */
  private async outcomeOf(
    caller: Caller,
    accepted: DecisionProcess,
    wait: Wait,
    end: ResponseEnd,
  ): Promise<DecisionProcess | null> {
    try {
      const process =
        wait.ms > 0
          ? await this.access.until(caller, accepted.id, isSettled, wait.ms, this.shutdown.or(end.signal))
          : accepted;
      return isSettled(process) ? process : null;
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof ProcessNotFound) return null;
      throw error;
    }
  }

  /** The revision the caller has, if it is still the stored one. */
  private async knownRevision(
    caller: Caller,
    id: ProcessId,
    ifNoneMatch: EntityTagCondition | null,
  ): Promise<number | null> {
    if (ifNoneMatch === null) return null;
    const { revision } = await this.access.summary(caller, id);
    return matchesWeakly(ifNoneMatch, revision) ? revision : null;
  }

  /** The process once it is not what the caller has; at once if it already is not. */
  private async changed(
    caller: Caller,
    id: ProcessId,
    { wait, known, isConditional }: Change,
    end: ResponseEnd,
  ): Promise<ProcessReport> {
    if (wait.ms === 0 || (isConditional && known === null)) return this.access.report(caller, id);
    const since = known ?? (await this.access.summary(caller, id)).revision;
    const isNews = (process: DecisionProcess) => process.revision !== since || isSettled(process);
    return reportOf(await this.access.until(caller, id, isNews, wait.ms, this.shutdown.or(end.signal)));
  }
}

export interface StatusConditions {
  readonly ifNoneMatch: EntityTagCondition | null;
  readonly preference: Preference;
}

interface Change {
  readonly wait: Wait;
  readonly known: number | null;
  readonly isConditional: boolean;
}
