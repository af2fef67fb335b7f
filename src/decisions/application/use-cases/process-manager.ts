import { Inject, Injectable } from '@nestjs/common';
import { type Caller, ownerSeenBy } from '../../domain/caller.js';
import type { PendingProcess } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import {
  PROCESS_REPOSITORY,
  type ProcessRepository,
  type ProcessStatistics,
  type QuarantinePage,
  type QuarantineQuery,
} from '../../domain/ports/process.repository.js';
import { open } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import { IdempotencyConflict, ProcessNotFound } from '../base/errors.js';
import { planFor } from '../../domain/plan.js';
import { checkTimes } from './times.js';
import { parseProblem } from '../base/parse-problem.js';
import { ProcessEvents } from '../base/process-events.js';
import { SharedLooks } from '../base/shared-looks.js';
import type { Created } from '../ownership/process-claimer.js';
import { ProcessIntake } from './process-intake.js';
import { identityOf, type RequestIdentity, type StartRequest } from './start-request.js';

/** So many are removed at once: few enough that no store is held up by it. */
const CLEANUP_BATCH = 200;
/** Upper bounds of the bands of the age distribution, in seconds; the last band is open. */
const AGE_LIMITS_S = [60, 600, 3_600, 21_600, 86_400, 604_800];

export type Accepted = Pick<Created, 'process' | 'replayed'>;

export interface ProcessCensus extends Omit<ProcessStatistics, 'createdBefore'> {
  readonly total: number;
  /** How many processes are at most `upTo` seconds old and older than the band before; `null` is without end. */
  readonly ages: readonly { readonly upTo: number | null; readonly count: number }[];
}

/** Starts processes and looks after all of them together. Every method rejects with `StoreUnavailable` when the store gave no answer. */
@Injectable()
export class ProcessManager {
  private readonly counts = new SharedLooks((owner: string | undefined) => this.count(owner));

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly engines: EngineRegistry,
    private readonly intake: ProcessIntake,
    private readonly events: ProcessEvents,
  ) {}

  /**
   * Accepts a process: once this resolves it is stored, and with a free slot it is running here already.
   *
   * @throws UnknownEngine, InvalidTimes, InvalidProblem, EngineFaulty, IdempotencyConflict, TooManyUnsettled, Overloaded,
   *   StoreNearlyFull
   */
  async start(request: StartRequest): Promise<Accepted> {
    const identity = identityOf(request);
    const accepted = await this.accept(request, identity);
    const { process, replayed } = accepted;
    if (replayed && process.fingerprint !== identity.fingerprint) throw new IdempotencyConflict(process.id);
    if (!replayed) this.events.emit({ type: 'accepted', process });
    return accepted;
  }

  /** @throws ProcessNotFound if there is no such record, or it can be read by now */
  async removeQuarantined(id: ProcessId): Promise<void> {
    if (!(await this.processes.removeQuarantined(id))) throw new ProcessNotFound(id);
  }

  /** Records that cannot be read, the last found first. */
  quarantined(query: QuarantineQuery): Promise<QuarantinePage> {
    return this.processes.quarantined(query);
  }

  /** Of all that the caller may know of. Constant cost in the number of processes; who ask at the same time share it. */
  stats(caller: Caller): Promise<ProcessCensus> {
    return this.counts.ask(ownerSeenBy(caller));
  }

  /** Removes settled processes older than that, batch by batch, until none is left or `signal` fires. */
  async cleanup(olderThanHours: number, signal?: AbortSignal): Promise<number> {
    const before = this.clock.now() - olderThanHours * 3_600_000;
    let removed = 0;
    for (let batch = CLEANUP_BATCH; batch > 0 && !signal?.aborted; removed += batch) {
      batch = await this.processes.removeSettled(before, CLEANUP_BATCH);
      if (batch > 0) this.events.emit({ type: 'removed', count: batch });
    }
    return removed;
  }

  /** @param owner of one, or of all */
  private async count(owner: string | undefined): Promise<ProcessCensus> {
    const now = this.clock.now();
    const limits = AGE_LIMITS_S.map((seconds) => now - seconds * 1000);
    const { createdBefore, ...statistics } = await this.processes.statistics(limits, owner);
    const total = Object.values(statistics.counts).reduce((sum, count) => sum + count, 0);
    // Older than each limit in turn; what lies between two of them is one band of ages.
    const older = [total, ...createdBefore, 0];
    const ages = [...AGE_LIMITS_S, null].map((upTo, band) => ({
      upTo,
      count: (older[band] ?? 0) - (older[band + 1] ?? 0),
    }));
    return { ...statistics, total, ages };
  }

  private async accept(request: StartRequest, identity: RequestIdentity): Promise<Accepted> {
    let opened: PendingProcess;
    try {
      opened = this.opened(request, identity);
      await this.intake.admit(opened);
    } catch (refusal) {
      return this.acceptedBefore(identity, refusal);
    }
    return this.intake.store(opened);
  }

  /** A request that was accepted once is answered again, even if its engine is gone by now or would refuse the problem. */
  private async acceptedBefore({ id, fingerprint }: RequestIdentity, refusal: unknown): Promise<Accepted> {
    const process = fingerprint === null ? null : await this.processes.find(id);
    if (process === null) throw refusal;
    return { process, replayed: true };
  }

  private opened(request: StartRequest, identity: RequestIdentity): PendingProcess {
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
