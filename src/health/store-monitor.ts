import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock, pause } from '../decisions/application/base/clock.js';
import { PeriodicTask } from '../decisions/application/base/periodic-task.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';

/** Often enough for a probe to be up to date, whatever the number of probes. */
const CHECK_EVERY_MS = 5_000;
/** A connection that ended is often back at once; and only the next attempt tells why it is not. */
const AFTER_INTERRUPTION_MS = 250;
/** A call may have failed before the outage was over, and be reported after it. */
const LATE_FAILURE_MS = 5_000;
/** However many ask, the store is asked once in this time. */
const FRESH_MS = 1_000;

/** The result of the last check of the store. */
export type StoreState =
  | { readonly status: 'up'; readonly tookMs: number }
  /** `since` is monotonic. */
  | {
      readonly status: 'down';
      readonly reason: string;
      /** What the reason is about, e.g. the command that is not allowed. */
      readonly detail?: string | undefined;
      readonly since: number;
    };

/** The store was lost, is away for another reason than before, or is back after `downMs`. */
export type StoreChange =
  | { readonly type: 'down'; readonly reason: string; readonly error: unknown }
  | { readonly type: 'up'; readonly downMs: number };

/** Knows the state of the store without asking it: probes read the result of the last check in the background. */
@Injectable()
export class StoreMonitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task: PeriodicTask;
  /** The store answered when it was opened, otherwise the instance would not run. */
  private current: StoreState = { status: 'up', tookMs: 0 };
  private lastError: unknown = null;
  private checkedAt = -Infinity;
  private underway: Promise<void> | null = null;
  private soon: Promise<void> | null = null;
  private readonly leaving = new AbortController();
  private backAt = -Infinity;
  private readonly listeners: ((change: StoreChange) => void)[] = [];
  private readonly observers: (() => void)[] = [];

  constructor(
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.task = new PeriodicTask(
      clock,
      CHECK_EVERY_MS,
      () => this.check(),
      () => undefined,
    );
  }

  get state(): StoreState {
    return this.current;
  }

  /** Why the store is down; `null` while it is up. */
  get failure(): unknown {
    return this.lastError;
  }

  onApplicationBootstrap(): void {
    this.task.start();
    this.persistence.onInterruption(() => this.checkSoon());
  }

  beforeApplicationShutdown(): Promise<void> {
    this.leaving.abort();
    return this.task.stop();
  }

  onChange(listener: (change: StoreChange) => void): void {
    this.listeners.push(listener);
  }

  /** Calls `observer` after every check, whatever its result. */
  onCheck(observer: () => void): void {
    this.observers.push(observer);
  }

  /** Asks the store now, once for all who ask at the same time; rejects with the store's error. */
  check(): Promise<void> {
    this.underway ??= this.ask().finally(() => (this.underway = null));
    return this.underway;
  }

  /** The state, no older than a second. */
  async look(): Promise<StoreState> {
    await this.soon;
    if (this.clock.monotonic() - this.checkedAt >= FRESH_MS) await this.check().catch(() => undefined);
    return this.current;
  }

  /** Whether a reported outage is why a call has just failed. */
  async explainsFailure(): Promise<boolean> {
    // A call may fail before the connection reports that it has ended, so the result of a moment ago does not count.
    this.checkSoon();
    const { status } = await this.look();
    return status === 'down' || this.clock.monotonic() - this.backAt < LATE_FAILURE_MS;
  }

  private checkSoon(): void {
    this.soon ??= pause(this.clock, AFTER_INTERRUPTION_MS, this.leaving.signal)
      .then(() => (this.leaving.signal.aborted ? undefined : this.check()))
      .catch(() => undefined)
      .finally(() => (this.soon = null));
  }

  private async ask(): Promise<void> {
    try {
      this.succeed(await this.persistence.check());
    } catch (error) {
      this.fail(error);
      throw error;
    } finally {
      this.checkedAt = this.clock.monotonic();
      for (const observer of this.observers) observer();
    }
  }

  private succeed(tookMs: number): void {
    const before = this.current;
    this.current = { status: 'up', tookMs };
    this.lastError = null;
    if (before.status === 'up') return;
    this.backAt = this.clock.monotonic();
    this.tell({ type: 'up', downMs: this.backAt - before.since });
  }

  private fail(error: unknown): void {
    const before = this.current;
    const since = before.status === 'down' ? before.since : this.clock.monotonic();
    const reason = storeFault(error);
    const detail = error instanceof StoreUnavailable ? error.detail : undefined;
    this.current = { status: 'down', reason, detail, since };
    this.lastError = error;
    const isKnown = before.status === 'down' && before.reason === reason && before.detail === detail;
    if (!isKnown) this.tell({ type: 'down', reason, error });
  }

  private tell(change: StoreChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

/** A fixed word for what went wrong with the store; never the text of an error. */
export function storeFault(error: unknown): string {
  return error instanceof StoreUnavailable ? error.reason : 'fault';
}
