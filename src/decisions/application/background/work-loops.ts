import { Injectable } from '@nestjs/common';
import { ChangeListener } from './change-listener.js';
import { Dispatcher } from './dispatcher.js';
import { Reconciliation } from './reconciliation.js';
import { Recovery } from './recovery.js';

/** Everything this instance does by itself, again and again. */
@Injectable()
export class WorkLoops {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly listener: ChangeListener,
    private readonly recovery: Recovery,
    private readonly reconciliation: Reconciliation,
  ) {}

  /**
   * Monotonic time at which the loop that is most behind was last seen turning, of those that bring work; `null` before
   * all have.
   */
  get lastAttemptAt(): number | null {
    const { dispatcher, recovery } = this;
    if (dispatcher.lastAttemptAt === null || recovery.lastAttemptAt === null) return null;
    return Math.min(dispatcher.lastAttemptAt, recovery.lastAttemptAt);
  }

  start(): void {
    this.listener.start();
    this.dispatcher.start();
    this.recovery.start();
    this.reconciliation.start();
  }

  async stop(): Promise<void> {
    const { listener, dispatcher, recovery, reconciliation } = this;
    await Promise.all([listener, dispatcher, recovery, reconciliation].map((loop) => loop.stop()));
  }
}
