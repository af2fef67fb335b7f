import { Inject, Injectable } from '@nestjs/common';
import type { RunningProcess } from '../../domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { isRejection, release } from '../../domain/transitions.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { findReadable } from './find-readable.js';
import { ProcessEvents } from '../base/process-events.js';
import { backoff } from '../base/retry-policy.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';

/** Gives processes back, so that whoever has a free slot goes on with them. */
@Injectable()
export class ProcessReleaser {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: ProcessEvents,
  ) {}

  /** Hands over a process of this instance, which is shutting down. */
  async handOver(process: RunningProcess): Promise<void> {
    const now = this.clock.now();
    const { worker, maxAttempts } = this.settings;
    const next = release(process, { worker, reason: 'shutdown', maxAttempts, runAt: now }, now);
    if (isRejection(next)) return;
    const type = (await this.processes.swap(process, next)) ? 'released' : 'fenced';
    this.events.emit({ type, process: next });
  }

  /** Takes a process from a worker that lost it. Of several that try, one succeeds. */
  async takeFrom(worker: WorkerId, id: ProcessId): Promise<void> {
    const process = await findReadable(this.processes, id);
    if (process?.status !== 'running') return;
    const now = this.clock.now();
    const runAt = now + this.delayAfter(process.workersLost);
    const { maxAttempts } = this.settings;
    const next = release(process, { worker, reason: 'worker_lost', maxAttempts, runAt }, now);
    if (isRejection(next) || !(await this.processes.swap(process, next))) return;
    this.events.emit({ type: 'taken_over', process: next, from: worker });
    if (next.status === 'failed') this.events.emit({ type: 'settled', process: next });
  }

  /** Once is bad luck and goes on at once; a process that loses its worker again may be what kills them. */
  private delayAfter(lostBefore: number): number {
    const limits = { baseMs: this.settings.backoffMs, capMs: this.settings.backoffCapMs };
    return lostBefore === 0 ? 0 : backoff(lostBefore, this.clock.random(), limits);
  }
}
