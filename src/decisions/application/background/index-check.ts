import { Inject, Injectable } from '@nestjs/common';
import { INDEX_CHECK, type IndexCheck } from '../../domain/ports/index.check.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';

/** What a pass has found so far. */
interface Pass {
  readonly startedAt: number;
  checked: number;
  repaired: number;
}

/**
 * Walks over everything in the store and corrects indexes that disagree with records, a hundred entries at a time.
 * Every instance does it at its own pace; it does not matter which of them corrects something.
 */
@Injectable()
export class IndexCheckTask {
  private pass: Pass | null = null;

  constructor(
    @Inject(INDEX_CHECK) private readonly indexes: IndexCheck,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RUN_SETTINGS) settings: RunSettings,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    tasks.every('index_check', settings.indexCheckMs, () => this.compareNext());
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
