import { Injectable } from '@nestjs/common';
import { ChangeListener } from './change-listener.js';
import { Dispatcher } from './dispatcher.js';
import { Recovery } from './recovery.js';

/** Everything that brings work to this instance. */
@Injectable()
export class WorkLoops {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly listener: ChangeListener,
    private readonly recovery: Recovery,
  ) {}

  /** Monotonic time at which the loop that is most behind was last seen turning; `null` before all have. */
  get lastAttemptAt(): number | null {
    const { dispatcher, recovery } = this;
    if (dispatcher.lastAttemptAt === null || recovery.lastAttemptAt === null) return null;
    return Math.min(dispatcher.lastAttemptAt, recovery.lastAttemptAt);
  }

  start(): void {
    this.listener.start();
    this.dispatcher.start();
    this.recovery.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.listener.stop(), this.dispatcher.stop(), this.recovery.stop()]);
  }
}
