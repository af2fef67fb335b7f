import { Injectable } from '@nestjs/common';
import type { Claim } from '../ownership/process-claimer.js';
import { ProcessEvents } from '../base/process-events.js';
import { ProcessReleaser } from '../ownership/process-releaser.js';
import { ProcessRunner } from './process-runner.js';
import { type Run, RunSlots } from '../ownership/run-slots.js';

/** Runs claimed processes in their slots, in the background, and leaves nothing behind that another could go on with. */
@Injectable()
export class RunExecutor {
  constructor(
    private readonly runner: ProcessRunner,
    private readonly releaser: ProcessReleaser,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
  ) {}

  /** Returns at once; the slot becomes free when the run has ended. */
  execute(run: Run, claim: Claim): void {
    run.process = claim.process;
    void this.untilEnd(run, claim).finally(() => this.slots.vacate(run));
  }

  private async untilEnd(run: Run, { engine, process }: Claim): Promise<void> {
    try {
      await this.runner.run(run, engine, process);
      if (run.process && run.isDrained) await this.releaser.handOver(run.process);
    } catch (error) {
      // What is stored still says that it is ours: the ownership audit finds it and gives it back.
      this.events.emit({ type: 'trouble', task: 'run', error });
    }
  }
}
