import { Inject, Injectable } from '@nestjs/common';
import {
  type CancelledProcess,
  type DecisionProcess,
  isSettled,
  type PendingProcess,
  type ProcessSummary,
} from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import {
  PROCESS_REPOSITORY,
  type ProcessPage,
  type ProcessQuery,
  type ProcessRepository,
  type ProcessStatistics,
  type QuarantinePage,
  type QuarantineQuery,
} from '../../domain/ports/process.repository.js';
import { cancel, isRejection, open, resume, type Transition } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import {
  ConcurrentUpdate,
  IdempotencyConflict,
  ProcessNotFound,
  RevisionMismatch,
  TransitionRefused,
} from '../base/errors.js';
import { type Accepted, ProcessAcceptor } from './process-acceptor.js';
import { ProcessEvents } from '../base/process-events.js';
import { fingerprintOf, processIdFor, type StartRequest } from './start-request.js';

/** A change loses against the other writers of its process at most so often before the caller is told. */
const MAX_CONFLICTS = 16;
/** Removed at once: few enough that no store is held up by it. */
const CLEANUP_BATCH = 200;
/** Upper bounds of the bands of the age distribution, in seconds; the last band is open. */
const AGE_LIMITS_S = [60, 600, 3_600, 21_600, 86_400, 604_800];

export interface ProcessCensus extends Omit<ProcessStatistics, 'createdBefore'> {
  readonly total: number;
  /** How many processes are at most `upTo` seconds old and older than the band before; `null` is without end. */
  readonly ages: readonly { readonly upTo: number | null; readonly count: number }[];
}

/** The use cases. Every method rejects with `StoreUnavailable` when the store gave no answer. */
@Injectable()
export class ProcessManager {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly engines: EngineRegistry,
    private readonly acceptor: ProcessAcceptor,
    private readonly events: ProcessEvents,
  ) {}

  /**
   * Accepts a process: once this resolves it is stored.
   *
   * @throws UnknownEngine, InvalidProblem, IdempotencyConflict
   */
  async start(request: StartRequest): Promise<Accepted> {
    const opened = this.opened(request);
    const accepted = await this.acceptor.accept(opened);
    const { process, replayed } = accepted;
    if (replayed && process.fingerprint !== opened.fingerprint) throw new IdempotencyConflict(process.id);
    if (!replayed) this.events.emit({ type: 'accepted', process });
    return accepted;
  }

  /** @throws ProcessNotFound */
  async get(id: ProcessId): Promise<DecisionProcess> {
    const process = await this.processes.find(id);
    if (!process) throw new ProcessNotFound(id);
    return process;
  }

  /** Without loading the process. @throws ProcessNotFound */
  async summary(id: ProcessId): Promise<ProcessSummary> {
    const summary = await this.processes.summary(id);
    if (!summary) throw new ProcessNotFound(id);
    return summary;
  }

  list(query: ProcessQuery): Promise<ProcessPage> {
    return this.processes.list(query);
  }

  /** Records that cannot be read, the last found first. */
  quarantined(query: QuarantineQuery): Promise<QuarantinePage> {
    return this.processes.quarantined(query);
  }

  /** Cancelling what is cancelled changes nothing. @throws ProcessNotFound, TransitionRefused, RevisionMismatch */
  cancel(id: ProcessId, expected: number | null): Promise<CancelledProcess> {
    return this.change(id, expected, (process, now) =>
      process.status === 'cancelled' ? process : cancel(process, now),
    );
  }

  /**
   * Answers the process as it is when someone else was first to resume it: that may have been this very request, its
   * reply lost and the process begun again before it could be asked for anew.
   *
   * @throws ProcessNotFound, TransitionRefused, RevisionMismatch
   */
  resume(id: ProcessId, expected: number | null): Promise<DecisionProcess> {
    let wasResumable = false;
    return this.change(id, expected, (process, now) => {
      const next = resume(process, now);
      if (isRejection(next) && wasResumable) return process;
      wasResumable = true;
      return next;
    });
  }

  /** @throws ProcessNotFound, TransitionRefused, RevisionMismatch */
  async remove(id: ProcessId, expected: number | null): Promise<void> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const process = await this.expect(id, expected);
      if (!isSettled(process)) throw new TransitionRefused(id, 'not_settled', process.status);
      if (await this.processes.remove(process)) return;
    }
    throw new ConcurrentUpdate(id);
  }

  /** Constant cost in the number of processes. */
  async stats(): Promise<ProcessCensus> {
    const now = this.clock.now();
    const limits = AGE_LIMITS_S.map((seconds) => now - seconds * 1000);
    const { createdBefore, ...statistics } = await this.processes.statistics(limits);
    const total = Object.values(statistics.counts).reduce((sum, count) => sum + count, 0);
    // Older than each limit in turn; what lies between two of them is one band of ages.
    const older = [total, ...createdBefore, 0];
    const ages = [...AGE_LIMITS_S, null].map((upTo, band) => ({
      upTo,
      count: (older[band] ?? 0) - (older[band + 1] ?? 0),
    }));
    return { ...statistics, total, ages };
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

  private opened(request: StartRequest): PendingProcess {
    const engine = this.engines.latest(request.engine);
    const { query, labels, traceparent } = request;
    return open(
      {
        ...{ query, labels, traceparent },
        id: processIdFor(request),
        engine: engine.name,
        engineVersion: engine.version,
        problem: engine.parse(request.problem),
        plan: engine.steps.map(({ name }) => name),
        fingerprint: fingerprintOf(request),
      },
      this.clock.now(),
    );
  }

  /** Load, decide, store; again when someone else was first. */
  private async change<P extends DecisionProcess>(
    id: ProcessId,
    expected: number | null,
    decide: (process: DecisionProcess, now: number) => Transition<P>,
  ): Promise<P> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const process = await this.expect(id, expected);
      const next = decide(process, this.clock.now());
      if (isRejection(next)) throw new TransitionRefused(id, next.rejected, process.status);
      if (next.revision === process.revision) return next;
      if (await this.processes.swap(process, next)) return this.changed(next);
    }
    throw new ConcurrentUpdate(id);
  }

  private changed<P extends DecisionProcess>(process: P): P {
    this.events.emit(isSettled(process) ? { type: 'settled', process } : { type: 'resumed', process });
    return process;
  }

  private async expect(id: ProcessId, expected: number | null): Promise<DecisionProcess> {
    const process = await this.get(id);
    if (expected !== null && process.revision !== expected) throw new RevisionMismatch(id, process.revision);
    return process;
  }
}
