import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../base/clock.js';
import { OrphanSearch } from './orphan-search.js';
import { OwnershipAudit } from './ownership-audit.js';
import { PeriodicTask } from '../base/periodic-task.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { Takeover } from './takeover.js';

/** A sweep finds a dead worker at most this long after its lease has ended. */
const SWEEP_EVERY_MS = 1_000;
/** Orphans are rare, and looking for them reads the list of all that runs. */
const SEARCH_EVERY_MS = 20_000;

/** Puts back to work, on every instance and at its own pace, what dead workers and lost replies left behind. */
@Injectable()
export class Recovery {
  private readonly tasks: readonly PeriodicTask[];

  constructor(
    @Inject(RUN_SETTINGS) settings: RunSettings,
    @Inject(CLOCK) clock: Clock,
    takeover: Takeover,
    audit: OwnershipAudit,
    orphans: OrphanSearch,
    events: ProcessEvents,
  ) {
    const task = (name: string, everyMs: number, run: () => Promise<void>) =>
      new PeriodicTask(clock, everyMs, run, (error) => events.emit({ type: 'trouble', task: name, error }));
    this.tasks = [
      task('takeover', Math.min(SWEEP_EVERY_MS, settings.leaseMs / 5), () => takeover.sweep()),
      task('audit', settings.leaseMs / 3, () => audit.check()),
      task('orphans', SEARCH_EVERY_MS, () => orphans.search()),
    ];
  }

  /** Monotonic time of the least recent attempt; `null` before each has made one. */
  get lastAttemptAt(): number | null {
    const attempts = this.tasks.map(({ lastAttemptAt }) => lastAttemptAt);
    return attempts.includes(null) ? null : Math.min(...attempts.map(Number));
  }

  start(): void {
    for (const task of this.tasks) task.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
