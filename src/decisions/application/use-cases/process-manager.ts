import { Inject, Injectable } from '@nestjs/common';
import { type Caller, ownerSeenBy } from '../../domain/caller.js';
import type { PendingProcess } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import type { QuarantinePage, QuarantineQuery } from '../../domain/ports/list.queries.js';
import { open } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import { IdempotencyConflict, ProcessNotFound } from '../base/errors.js';
import { planFor } from '../../domain/plan.js';
import { checkTimes } from './times.js';
import { parseProblem } from '../base/parse-problem.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { SharedLooks } from '../base/shared-looks.js';
import type { Created } from '../ownership/process-claimer.js';
import { type ProcessCensus, takeCensus } from './process-census.js';
import { ProcessIntake } from './process-intake.js';
import { identityOf, type ProcessIdentity, type StartRequest } from './start-request.js';

/** How many are removed at once: few enough not to block any store. */
const CLEANUP_BATCH = 200;

/** The process of a start, and whether an earlier request had started it. */
export type Accepted = Pick<Created, 'process' | 'replayed'>;

/** What is to be removed. Settings that are absent are those of the operator. */
export interface CleanupOrder {
  readonly olderThanHours?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a cleanup has done. */
export interface CleanupOutcome {
  readonly removed: number;
  /** Processes that settled longer ago than this were removed. */
  readonly olderThanHours: number;
}

/**
 * Starts processes, and answers for all of them together. Every method rejects with `StoreUnavailable` when the store
 * gave no answer.
 */
@Injectable()
export class ProcessManager {
  private readonly counts = new SharedLooks((owner: string | undefined) =>
    takeCensus(this.processes, this.clock.now(), owner),
  );

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    private readonly engines: EngineRegistry,
    private readonly intake: ProcessIntake,
    private readonly events: ProcessEvents,
  ) {}

  /**
   * Accepts a process. Once this resolves the process is stored, and if a slot was free it is already running here.
   *
   * @throws UnknownEngine, InvalidTimes, InvalidProblem, EngineFaulty, IdempotencyConflict, TooManyUnsettled,
   *   Overloaded, StoreNearlyFull
   */
  async start(request: StartRequest): Promise<Accepted> {
    const identity = identityOf(request);
    const accepted = await this.accept(request, identity);
    const { process, replayed } = accepted;
    if (replayed && process.fingerprint !== identity.fingerprint) throw new IdempotencyConflict(process.id);
    if (!replayed) this.events.emit({ type: 'accepted', process });
    return accepted;
  }

  /** @throws ProcessNotFound if there is no such record, or it can be read again */
  async removeQuarantined(id: ProcessId): Promise<void> {
    if (!(await this.processes.removeQuarantined(id))) throw new ProcessNotFound(id);
  }

  /** Records that cannot be read, the last found first. */
  quarantined(query: QuarantineQuery): Promise<QuarantinePage> {
    return this.processes.quarantined(query);
  }

  /**
   * Counts everything that the caller may see. The cost does not depend on the number of processes; callers who ask at
   * the same time share it.
   */
  stats(caller: Caller): Promise<ProcessCensus> {
    return this.counts.ask(ownerSeenBy(caller));
  }

  /** Removes what settled before the retention began, batch by batch, until nothing is left or `signal` fires. */
  async cleanup(order: CleanupOrder = {}): Promise<CleanupOutcome> {
    const { olderThanHours = this.settings.retentionHours, signal } = order;
    const before = this.clock.now() - olderThanHours * 3_600_000;
    let removed = 0;
    for (let batch = CLEANUP_BATCH; batch > 0 && !signal?.aborted; removed += batch) {
      batch = await this.processes.removeSettled(before, CLEANUP_BATCH);
      if (batch > 0) this.events.emit({ type: 'removed', count: batch });
    }
    return { removed, olderThanHours };
  }

  private async accept(request: StartRequest, identity: ProcessIdentity): Promise<Accepted> {
    let opened: PendingProcess;
    try {
      opened = this.opened(request, identity);
      await this.intake.admit(opened);
    } catch (refusal) {
      return this.acceptedBefore(identity, refusal);
    }
    return this.intake.store(opened);
  }

  /**
   * A request that was accepted once is answered the same again, even if its engine is gone or would now refuse the
   * problem.
   */
  private async acceptedBefore({ id, fingerprint }: ProcessIdentity, refusal: unknown): Promise<Accepted> {
    const process = fingerprint === null ? null : await this.processes.find(id);
    if (process === null) throw refusal;
    return { process, replayed: true };
  }

  private opened(request: StartRequest, identity: ProcessIdentity): PendingProcess {
    const engine = this.engines.latest(request.engine);
    const problem = parseProblem(engine, request.problem);
    const { query, labels, owner, traceparent, runAt, deadline = null } = request;
    const now = this.clock.now();
    checkTimes(request, now);
    return open(
      {
        id: identity.id,
        fingerprint: identity.fingerprint,
        query,
        labels,
        owner,
        traceparent,
        deadline,
        engine: engine.name,
        engineVersion: engine.version,
        problem,
        plan: planFor(engine, problem),
        ...(runAt === undefined ? {} : { runAt }),
      },
      now,
    );
  }
}
