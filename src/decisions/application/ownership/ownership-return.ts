import { Inject, Injectable } from '@nestjs/common';
import type { RunningProcess } from '../../domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { isRejection, release, type Release, type Released } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { ProcessEvents } from '../base/process-events.js';
import { backoff } from '../base/retry-policy.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { readable } from './readable.js';

/** Gives processes back, so that any instance with a free slot continues them. */
@Injectable()
export class OwnershipReturn {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: ProcessEvents,
  ) {}

  /** Hands over a process of this instance, which is shutting down. */
  async handOver(process: RunningProcess): Promise<void> {
    const { next, isWritten } = await this.release(process, this.settings.worker, 'shutdown', 0);
    if (next) this.events.emit({ type: isWritten ? 'released' : 'fenced', process: next });
  }

  /** Gives back a process that belongs to this instance but is not run here: the reply to a write was lost. */
  async giveBackForgotten(id: ProcessId): Promise<void> {
    const process = await readable(() => this.processes.find(id));
    if (process?.status !== 'running') return;
    const { next, isWritten } = await this.release(process, this.settings.worker, 'forgotten', 0);
    if (next && isWritten) this.events.emit({ type: 'adopted', process: next });
  }

  /** Takes a process from a worker that died with it. If several instances try, one succeeds. */
  async takeFrom(worker: WorkerId, id: ProcessId): Promise<void> {
    const process = await readable(() => this.processes.find(id));
    if (process?.status !== 'running') return;
    const delayMs = this.delayAfter(process.workersLost);
    const { next, isWritten } = await this.release(process, worker, 'worker_lost', delayMs);
    if (!next || !isWritten) return;
    this.events.emit({ type: 'taken_over', process: next, from: worker });
    if (next.status === 'failed') this.events.emit({ type: 'settled', process: next });
  }

  /** `next` is null if the process does not belong to the worker any more. */
  private async release(
    process: RunningProcess,
    worker: WorkerId,
    reason: Release['reason'],
    delayMs: number,
  ): Promise<{ next: Released | null; isWritten: boolean }> {
    const now = this.clock.now();
    const { maxAttempts } = this.settings;
    const next = release(process, { worker, reason, maxAttempts, runAt: now + delayMs }, now);
    if (isRejection(next)) return { next: null, isWritten: false };
    return { next, isWritten: await this.processes.swap(process, next) };
  }

  /**
   * The first loss may be bad luck, and the process continues at once. A process that loses its worker again may be the
   * cause.
   */
  private delayAfter(lostBefore: number): number {
    const limits = { baseMs: this.settings.backoffMs, capMs: this.settings.backoffCapMs };
    return lostBefore === 0 ? 0 : backoff(lostBefore, this.clock.random(), limits);
  }
}
