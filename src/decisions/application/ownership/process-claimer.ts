import { Inject, Injectable } from '@nestjs/common';
import type { DecisionEngine } from '../../domain/ports/decision-engine.js';
import type { DecisionProcess, PendingProcess, RunningProcess } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import type { DueQuery, DueWork } from '../../domain/ports/due.queries.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import type { QueueName } from '../../domain/indexes/queues.js';
import { begin, exhaust, isRejection } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import type { ClaimOutcome } from './due-search.js';
import { readable } from './readable.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { type Run, RunSlots } from './run-slots.js';

/** A process that now belongs to this instance, and the run for it. */
export interface Claim {
  readonly process: RunningProcess;
  readonly engine: DecisionEngine;
}

/** A process that is stored now, or was before. */
export interface Created {
  readonly process: DecisionProcess;
  /** Its id was taken: this is the process that was stored before. */
  readonly replayed: boolean;
  /** `null` when this instance is not to run it. */
  readonly claim: Claim | null;
}

/**
 * Instances know the store's time only as exactly as their exchanges with it are quick. What is due by another
 * instance's clock is due here too: otherwise an instance that hears of it would not find it yet and would look again
 * much later.
 */
const CLOCK_TOLERANCE_MS = 100;

/** The result of an attempt to claim a due process. */
export interface ClaimAttempt {
  readonly claim: Claim | null;
  readonly outcome: ClaimOutcome;
}

const UNFIT: ClaimAttempt = { claim: null, outcome: 'unfit' };
const GONE: ClaimAttempt = { claim: null, outcome: 'gone' };

/** Makes due processes this instance's own: one compare-and-swap each; of several instances one succeeds. */
@Injectable()
export class ProcessClaimer {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly engines: EngineRegistry,
    private readonly events: ProcessEvents,
    private readonly slots: RunSlots,
  ) {}

  /** What is due by now in some queues. */
  due(queues: readonly QueueName[], query: Omit<DueQuery, 'queues' | 'now'>): Promise<DueWork> {
    return this.processes.due({ ...query, queues, now: this.clock.now() + CLOCK_TOLERANCE_MS });
  }

  /** Whether a due process could be claimed here, without loading it. */
  async isFit(id: ProcessId): Promise<boolean> {
    const summary = await readable(() => this.processes.summary(id));
    return summary?.status === 'pending' && this.engines.find(summary.engine, summary.engineVersion) !== null;
  }

  async claim(run: Run): Promise<ClaimAttempt> {
    const process = await readable(() => this.processes.find(run.id));
    const engine = process && this.engines.find(process.engine, process.engineVersion);
    if (!engine || process.status !== 'pending' || !this.slots.admit(run, process)) return UNFIT;
    const running = await this.begin(process, this.attemptsAllowed(engine, process));
    return running ? { claim: { process: running, engine }, outcome: 'claimed' } : GONE;
  }

  /** Stores a new process as this instance's own from the start, where its engine is here: one round trip, no queue. */
  async create(process: PendingProcess): Promise<Created> {
    const engine = this.engines.find(process.engine, process.engineVersion);
    const running = begin(process, this.settings.worker, process.createdAt);
    const claim = engine && !isRejection(running) ? { process: running, engine } : null;
    const created = await this.store(claim?.process ?? process);
    return created.replayed ? created : { ...created, claim };
  }

  /** Stores a new process for whichever instance has a free slot first. */
  createForAnyone(process: PendingProcess): Promise<Created> {
    return this.store(process);
  }

  private async store(process: DecisionProcess): Promise<Created> {
    const stored = await this.processes.create(process);
    return { process: stored, replayed: stored !== process, claim: null };
  }

  /** The step's own limit applies here too: an attempt that ended with its worker is used up. */
  private attemptsAllowed(engine: DecisionEngine, process: PendingProcess): number {
    const own = engine.steps[process.finished.length]?.attempts ?? Infinity;
    return Math.min(own, this.settings.maxAttempts);
  }

  private async begin(process: PendingProcess, attempts: number): Promise<RunningProcess | null> {
    const now = this.timeFor(process);
    if (process.attempt >= attempts) {
      const failed = exhaust(process, now);
      if (await this.processes.swap(process, failed)) this.events.emit({ type: 'settled', process: failed });
      return null;
    }
    const running = begin(process, this.settings.worker, now);
    if (isRejection(running) || !(await this.processes.swap(process, running))) return null;
    this.events.emit({ type: 'begun', process: running, waitedMs: now - process.runAt });
    return running;
  }

  /** The present time, or the time the process is due by the clock that announced it. */
  private timeFor({ runAt }: PendingProcess): number {
    const now = this.clock.now();
    return runAt > now && runAt <= now + CLOCK_TOLERANCE_MS ? runAt : now;
  }
}
