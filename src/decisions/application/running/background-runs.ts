import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { ProcessEvents } from '../base/process-events.js';
import { OwnershipReturn } from '../ownership/ownership-return.js';
import type { Claim } from '../ownership/process-claimer.js';
import { type Run, RunSlots } from '../ownership/run-slots.js';
import { ProcessRunner } from './process-runner.js';

/** The result of an attempt to make a process ours; `claim` is null when this instance is not to run it. */
export interface Obtained {
  readonly claim: Claim | null;
}

/**
 * Runs processes in the background. Each has a slot from before it becomes ours until its run has ended, so that this
 * instance never owns more than it can run.
 */
@Injectable()
export class BackgroundRuns {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly ownership: OwnershipReturn,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
  ) {}

  /** Others already wait for a free slot: a new process has to queue behind them. */
  get hasBacklog(): boolean {
    return this.slots.hasBacklog;
  }

  /**
   * Takes a slot, makes the process ours by `obtain`, and runs it. Answers what `obtain` answered as soon as the run
   * has started; `null` when there is no slot, or the process already has one. Rejects as `obtain` does: it is not
   * known then whether the process is ours, and if it is, `ForgottenRuns` gives it back.
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
      // The store still says that it is ours: `ForgottenRuns` finds it and gives it back.
      this.events.trouble('run', error);
    }
  }
}

/**
 * A step may compute for a long time without a pause: what callers were promised before, such as a 202, is sent first.
 */
function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
