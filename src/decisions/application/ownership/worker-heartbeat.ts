import { Inject, Injectable } from '@nestjs/common';
import { StoreUnavailable } from '../../domain/errors.js';
import { WORKER_REGISTRY, type WorkerRegistry } from '../../domain/ports/worker.registry.js';
import { type CancelTimer, CLOCK, type Clock } from '../base/clock.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import type { PeriodicTask } from '../base/periodic-task.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { RunSlots } from './run-slots.js';
import { StoreClock } from './store-clock.js';

/** The part of the lease that is reserved for a step to notice that it has to stop. */
const SAFETY = 0.1;
const TASK = 'heartbeat';

/** Keeps this instance's lease, and stops its runs when the lease could not be renewed in time. */
@Injectable()
export class WorkerHeartbeat {
  private readonly task: PeriodicTask;
  private readonly storeClock: StoreClock;
  /** Monotonic, counted from when the last successful renewal was sent: never later than what the store believes. */
  private leaseEnd = -Infinity;
  private steadySince = Infinity;
  private cancelExpiry: CancelTimer = () => undefined;
  private isLost = false;
  /** By the store's clock, as far as it is known. */
  private startedAt = 0;

  constructor(
    @Inject(WORKER_REGISTRY) private readonly workers: WorkerRegistry,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    // A change within the reserved part takes the lease from nobody.
    this.storeClock = new StoreClock(settings.leaseMs * SAFETY);
    this.task = tasks.apart(TASK, settings.leaseMs / 3, () => this.beat());
  }

  /** Milliseconds until the lease must be considered lost; 0 when it is. */
  get leaseMargin(): number {
    return Math.max(0, this.leaseEnd - this.clock.monotonic());
  }

  /**
   * Whether the store has answered for one whole lease without a gap, and nobody has set its clock meanwhile. Until
   * then other workers may only seem dead: they could not renew either, or their leases ended because the clock was set
   * forward. If instances took over now, each would take from the others.
   */
  get mayTakeOver(): boolean {
    return this.leaseMargin > 0 && this.clock.monotonic() - this.steadySince >= this.settings.leaseMs;
  }

  /** Registers before anything is owned; resolves after the first attempt, successful or not. */
  async start(): Promise<void> {
    await this.beat().catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.report(error);
    });
    this.task.start();
  }

  /** Renews the lease now, so that `mayTakeOver` knows about a clock that was set a moment ago. */
  confirm(): Promise<void> {
    return this.beat();
  }

  /**
   * Ends the lease now; best effort, because it ends by itself. The worker is not removed: should this instance still
   * own something, because a reply was lost while it was leaving, the next sweep takes that over and removes the worker
   * then.
   */
  async retire(): Promise<void> {
    await this.task.stop();
    this.cancelExpiry();
    await this.workers.heartbeat(this.settings.worker, 0).catch((error: unknown) => this.report(error));
  }

  private async beat(): Promise<void> {
    const sent = this.clock.monotonic();
    const storeNow = await this.workers.heartbeat(this.settings.worker, this.settings.leaseMs);
    this.heed(storeNow, sent, this.clock.monotonic());
    this.startedAt ||= storeNow;
    // An answer may come after the lease that it was to renew was lost.
    const isNew = this.isLost || sent >= this.leaseEnd;
    if (isNew) this.steadySince = this.clock.monotonic();
    this.leaseEnd = Math.max(this.leaseEnd, sent + this.settings.leaseMs * (1 - SAFETY));
    this.slots.open();
    this.cancelExpiry();
    this.cancelExpiry = this.clock.after(this.leaseMargin, () => this.lose());
    if (isNew) await this.introduce();
  }

  /** A lease begins: an instance that removed this worker meanwhile also removed what is known of it. */
  private async introduce(): Promise<void> {
    if (this.isLost) this.events.emit({ type: 'lease_regained' });
    this.isLost = false;
    const { worker, version, role, concurrency } = this.settings;
    const slots = role === 'api' ? 0 : concurrency;
    await this.workers.describe(worker, { version, role, slots, startedAt: this.startedAt });
  }

  /** Takes the store's time, and notices whether its clock was set. */
  private heed(storeNow: number, sent: number, received: number): void {
    const stepMs = this.storeClock.stepSinceLast(storeNow, sent, received);
    this.clock.synchronize(storeNow, sent, received);
    if (stepMs === 0) return;
    this.steadySince = received;
    this.events.emit({ type: 'store_clock_stepped', stepMs });
  }

  private report(error: unknown): void {
    this.events.trouble(TASK, error);
  }

  private lose(): void {
    this.slots.close();
    this.isLost = true;
    this.events.emit({ type: 'lease_lost' });
  }
}
