import { Inject, Injectable } from '@nestjs/common';
import { BackgroundTasks } from '../base/background-tasks.js';
import { CLOCK, type Clock, pause } from '../base/clock.js';
import { ProcessEvents } from '../base/process-events.js';
import { StepsUnderWay } from '../running/steps-under-way.js';

const TICK_MS = 100;
/** An event loop that is blocked for this long answers nobody, and soon misses heartbeats. */
const BLOCKED_MS = 1_000;

/** Notices when the event loop was blocked, and names the steps that ran meanwhile: one of them blocked it. */
@Injectable()
export class LoopWatch {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly steps: StepsUnderWay,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    tasks.always('loop_watch', (stopping) => this.watch(stopping));
  }

  private async watch(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const from = this.clock.monotonic();
      await pause(this.clock, TICK_MS, stopping);
      this.judge(this.clock.monotonic() - from - TICK_MS);
    }
  }

  private judge(blockedMs: number): void {
    const steps = this.steps.sinceLast();
    if (blockedMs >= BLOCKED_MS) this.events.emit({ type: 'loop_blocked', blockedMs, steps });
  }
}
