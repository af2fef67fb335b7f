import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import type { ProcessCensus } from '../decisions/application/use-cases/process-census.js';
import { ProcessManager } from '../decisions/application/use-cases/process-manager.js';
import { ANYONE } from '../decisions/domain/caller.js';

/** A scrape must not wait longer for the store, and several scrapes must not ask it more often. */
const DEADLINE_MS = 2_000;
const FRESH_MS = 1_000;

/** What the store knows of all processes, asked at most once for each scrape. */
@Injectable()
export class StoreCensus {
  private askedAt = -Infinity;
  private answer: Promise<ProcessCensus | null> = Promise.resolve(null);

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly manager: ProcessManager,
  ) {}

  /** `null` when the store gives no answer in time. */
  take(): Promise<ProcessCensus | null> {
    const now = this.clock.monotonic();
    if (now - this.askedAt >= FRESH_MS) {
      this.askedAt = now;
      this.answer = this.ask();
    }
    return this.answer;
  }

  private ask(): Promise<ProcessCensus | null> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(DEADLINE_MS, () => resolve(null));
      this.manager
        .stats(ANYONE)
        .then(resolve, () => resolve(null))
        .finally(cancel);
    });
  }
}
