import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { ProcessEvents } from '../base/process-events.js';
import { OwnershipReturn } from '../ownership/ownership-return.js';
import type { Claim } from '../ownership/process-claimer.js';
import { type Run, RunSlots } from '../ownership/run-slots.js';
import { ProcessRunner } from './process-runner.js';

/** What an attempt to make a process ours has led to; `claim` is null when it is not ours to run. */
export interface Obtained {
  readonly claim: Claim | null;
}

/**
 * Runs processes in the background. Each has a slot from before it is made ours until its run has ended, so that
 * this instance never owns more than it can run.
 */
@Injectable()
export class BackgroundRuns {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly ownership: OwnershipReturn,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
  ) {}

  /** Others wait for a free slot already: a new process has to queue behind them. */
  get hasBacklog(): boolean {
    return this.slots.hasBacklog;
  }

  /**
   * Takes a slot, makes the process ours by `obtain`, and runs it. Answers what `obtain` did as soon as the run has
   * begun; `null` when there is no slot, or the process has one already. Rejects as `obtain` does: whether the process
   * is ours is not known then, and if it is, `ForgottenRuns` gives it back.
   */
  async occupy<O extends Obtained>(id: ProcessId, obtain: (run: Run) => Promise<O>): Promise<O | null> {
    const run = this.slots.reserve(id);
    if (!run) return null;
    try {
      const obtained = await obtain(run);
      if (obtained.claim) this.begin(run, obtained.claim);
      else this.slots.vacate(run);
      return obtained;
    } catch (error) {
      this.slots.vacate(run);
      throw error;
    }
  }

  private begin(run: Run, claim: Claim): void {
    run.process = claim.process;
    void this.untilEnd(run, claim).finally(() => this.slots.vacate(run));
  }

  private async untilEnd(run: Run, { engine, process }: Claim): Promise<void> {
    try {
      await turnOfTheEventLoop();
      await this.runner.run(run, engine, process);
      if (run.process && run.isDrained) await this.ownership.handOver(run.process);
    } catch (error) {
      // The store still says that it is ours: ForgottenRuns finds it and gives it back.
      this.events.trouble('run', error);
    }
  }
}

/** A step may compute for long without a pause: what was promised to callers by then, such as a 202, goes out first. */
function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
