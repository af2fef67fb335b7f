import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { PeriodicTask } from '../decisions/application/base/periodic-task.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';

/** Often enough for a probe to be true, whatever the number of probes. */
const CHECK_EVERY_MS = 5_000;

/** What the last check of the store showed. */
export type StoreState =
  | { readonly status: 'up'; readonly tookMs: number }
  /** `since` is monotonic. */
  | { readonly status: 'down'; readonly reason: string; readonly since: number };

/** Knows the state of the store without asking it: probes read what the last check in the background found. */
@Injectable()
export class StoreMonitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;
  /** The store answered when it was opened, or the instance would not be here. */
  private current: StoreState = { status: 'up', tookMs: 0 };

  constructor(
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.task = new PeriodicTask(
      clock,
      CHECK_EVERY_MS,
      () => this.check(),
      (error) => this.fail(error),
    );
  }

  get state(): StoreState {
    return this.current;
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  private async check(): Promise<void> {
    const sent = this.clock.monotonic();
    await this.persistence.check();
    this.current = { status: 'up', tookMs: this.clock.monotonic() - sent };
  }

  private fail(error: unknown): void {
    const since = this.current.status === 'down' ? this.current.since : this.clock.monotonic();
    this.current = { status: 'down', reason: storeFault(error), since };
  }
}

/** A fixed word for what went wrong with the store; never the text of an error. */
export function storeFault(error: unknown): string {
  return error instanceof StoreUnavailable ? error.reason : 'fault';
}
