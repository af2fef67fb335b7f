import { Inject, Injectable } from '@nestjs/common';
import {
  type CancelledProcess,
  type DecisionProcess,
  type FinishedStep,
  isSettled,
} from '../../domain/decision-process.js';
import type { ProcessReport, ProcessSummary } from '../../domain/process-summary.js';
import { type Caller, mayKnowOf, ownerSeenBy } from '../../domain/caller.js';
import type { ProcessId } from '../../domain/ids.js';
import { isSameVersion, type ProcessVersion } from '../../domain/process-version.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import type { ProcessPage, ProcessQuery } from '../../domain/ports/list.queries.js';
import { cancel, isRejection, resume, type Transition } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { ProcessNotFound, RevisionMismatch, StepNotFound, TransitionRefused } from '../base/errors.js';
import { ProcessEvents } from '../base/process-events.js';
import { StoreRoom } from '../base/store-room.js';
import { checkTimes } from './times.js';
import { ProcessWatch, type Wanted } from './process-watch.js';
import { untilStored } from './until-stored.js';
import type { Watcher } from './watched-process.js';

/**
 * The only way for callers to reach existing processes. A process of another owner is not found here, as if it did not
 * exist. Every method rejects with `StoreUnavailable` when the store gave no answer.
 */
@Injectable()
export class ProcessAccess {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly watch: ProcessWatch,
    private readonly events: ProcessEvents,
    private readonly room: StoreRoom,
  ) {}

  /** @throws ProcessNotFound */
  async get(caller: Caller, id: ProcessId): Promise<DecisionProcess> {
    const process = await this.processes.find(id);
    if (!process || !mayKnowOf(caller, process.owner)) throw new ProcessNotFound(id);
    return process;
  }

  /**
   * What its caller is told about it.
   *
   * @throws ProcessNotFound
   */
  async report(caller: Caller, id: ProcessId): Promise<ProcessReport> {
    const report = await this.processes.report(id);
    if (!report || !mayKnowOf(caller, report.head.owner)) throw new ProcessNotFound(id);
    return report;
  }

  /**
   * Without loading the process.
   *
   * @throws ProcessNotFound
   */
  async summary(caller: Caller, id: ProcessId): Promise<ProcessSummary> {
    const summary = await this.processes.summary(id);
    if (!summary || !mayKnowOf(caller, summary.owner)) throw new ProcessNotFound(id);
    return summary;
  }

  /**
   * With its output, which for the last step is the result.
   *
   * @throws ProcessNotFound, StepNotFound
   */
  async finishedStep(caller: Caller, id: ProcessId, name: string): Promise<FinishedStep> {
    const process = await this.get(caller, id);
    const nth = process.plan.indexOf(name);
    const step = process.finished[nth];
    if (step === undefined) throw new StepNotFound(process.plan, nth !== -1);
    const isLast = nth === process.plan.length - 1;
    return isLast && process.status === 'completed' ? { ...step, output: process.result } : step;
  }

  list(caller: Caller, query: ProcessQuery): Promise<ProcessPage> {
    return this.processes.list({ ...query, owner: ownerSeenBy(caller) });
  }

  /**
   * Reports changes of a process that `summary` has answered: an id keeps its owner in every life. See `ProcessWatch`.
   */
  follow(id: ProcessId, seen: ProcessVersion | null, watcher: Watcher): () => void {
    return this.watch.watch(id, seen, watcher);
  }

  /** The process, found as for `follow`, once `wanted` holds for it. */
  until(id: ProcessId, wanted: Wanted, signal: AbortSignal): Promise<ProcessReport | null> {
    return this.watch.until(id, wanted, signal);
  }

  /**
   * Cancelling what is cancelled changes nothing.
   *
   * @throws ProcessNotFound, TransitionRefused, RevisionMismatch
   */
  cancel(caller: Caller, id: ProcessId, expected: ProcessVersion | null): Promise<CancelledProcess> {
    return this.change(caller, id, expected, (process, now) =>
      process.status === 'cancelled' ? process : cancel(process, now, caller.name),
    );
  }

  /**
   * Answers the process as it is when another writer was first to resume it: that may have been this very request,
   * whose reply was lost, with the process begun again before the request was repeated.
   *
   * @param deadline a new one, epoch milliseconds; `null` for none; if absent, the process keeps the one it has
   * @throws ProcessNotFound, TransitionRefused, RevisionMismatch, StoreNearlyFull
   */
  async resume(
    caller: Caller,
    id: ProcessId,
    expected: ProcessVersion | null,
    deadline?: number | null,
  ): Promise<DecisionProcess> {
    checkTimes({ deadline }, this.clock.now());
    let wasResumable = false;
    return this.change(caller, id, expected, (process, now) => {
      const next = resume(process, now, { by: caller.name, deadline });
      if (isRejection(next) && wasResumable) return process;
      if (!isRejection(next)) this.room.demand();
      wasResumable = true;
      return next;
    });
  }

  /** @throws ProcessNotFound, TransitionRefused, RevisionMismatch */
  async remove(caller: Caller, id: ProcessId, expected: ProcessVersion | null): Promise<void> {
    await untilStored(id, async () => {
      const process = await this.expect(caller, id, expected);
      if (!isSettled(process)) throw new TransitionRefused(id, 'not_settled', process.status);
      return (await this.processes.remove(process)) ? process : null;
    });
  }

  private change<P extends DecisionProcess>(
    caller: Caller,
    id: ProcessId,
    expected: ProcessVersion | null,
    decide: (process: DecisionProcess, now: number) => Transition<P>,
  ): Promise<P> {
    return untilStored(id, async () => {
      const process = await this.expect(caller, id, expected);
      const next = decide(process, this.clock.now());
      if (isRejection(next)) throw new TransitionRefused(id, next.rejected, process.status);
      if (next.revision === process.revision) return next;
      return (await this.processes.swap(process, next)) ? this.changed(next) : null;
    });
  }

  private changed<P extends DecisionProcess>(process: P): P {
    this.events.emit(isSettled(process) ? { type: 'settled', process } : { type: 'resumed', process });
    return process;
  }

  private async expect(
    caller: Caller,
    id: ProcessId,
    expected: ProcessVersion | null,
  ): Promise<DecisionProcess> {
    const process = await this.get(caller, id);
    if (expected !== null && !isSameVersion(process, expected)) throw new RevisionMismatch(id, process);
    return process;
  }
}
