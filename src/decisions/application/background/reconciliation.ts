import { Inject, Injectable } from '@nestjs/common';
import { INDEX_AUDIT, type IndexAudit } from '../../domain/ports/index.audit.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { PeriodicTask } from '../base/periodic-task.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';

/** What a pass has come to so far. */
interface Pass {
  readonly startedAt: number;
  checked: number;
  repaired: number;
}

/**
 * Walks over everything the store has and puts right indexes that disagree with records, a hundred entries at a time.
 * Every instance does it at its own pace, and which of them repairs something does not matter.
 *
 * A process is in three indexes and is looked at in each of them, and once more as a key. With Redis and a call every
 * 250 ms a pass over 1,000,000 processes takes two to three hours, during which Redis is busy with it for about 1 % of
 * the time and for one or two milliseconds at once; a pass over an empty store takes 40 s.
 */
@Injectable()
export class Reconciliation {
  private readonly task: PeriodicTask;
  private pass: Pass | null = null;

  constructor(
    @Inject(INDEX_AUDIT) private readonly indexes: IndexAudit,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RUN_SETTINGS) settings: RunSettings,
    private readonly events: ProcessEvents,
  ) {
    this.task = new PeriodicTask(
      clock,
      settings.reconcileMs,
      () => this.compareNext(),
      (error) => events.emit({ type: 'trouble', task: 'reconciliation', error }),
    );
  }

  start(): void {
    this.task.start();
  }

  stop(): Promise<void> {
    return this.task.stop();
  }

  private async compareNext(): Promise<void> {
    const pass = (this.pass ??= { startedAt: this.clock.monotonic(), checked: 0, repaired: 0 });
    const { checked, repairs, isLast } = await this.indexes.next();
    for (const repair of repairs) this.events.emit({ type: 'index_repaired', repair });
    pass.checked += checked;
    pass.repaired += repairs.length;
    if (isLast) this.end(pass);
  }

  private end({ startedAt, checked, repaired }: Pass): void {
    this.pass = null;
    const tookMs = this.clock.monotonic() - startedAt;
    this.events.emit({ type: 'indexes_compared', checked, repaired, tookMs });
  }
}
