import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { PeriodicTask } from '../decisions/application/base/periodic-task.js';

/** Two windows are looked at: the current one and the one before. */
const WINDOW_MS = 5_000;
const RESOLUTION_MS = 20;
const NS_PER_MS = 1_000_000;

/** How late the event loop is; an instance that cannot keep up must not get more requests. */
@Injectable()
export class EventLoopMonitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly windows: PeriodicTask;
  private previousP99Ms = 0;

  constructor(@Inject(CLOCK) clock: Clock) {
    this.windows = new PeriodicTask(
      clock,
      WINDOW_MS,
      () => this.roll(),
      () => undefined,
    );
  }

  /** 99th percentile of the delay over the last five to ten seconds, milliseconds. */
  get p99Ms(): number {
    return Math.max(this.previousP99Ms, this.currentP99Ms());
  }

  onApplicationBootstrap(): void {
    this.delays.enable();
    this.windows.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    this.delays.disable();
    return this.windows.stop();
  }

  private roll(): Promise<void> {
    this.previousP99Ms = this.currentP99Ms();
    this.delays.reset();
    return Promise.resolve();
  }

  private currentP99Ms(): number {
    return this.delays.count === 0 ? 0 : Math.max(0, this.delays.percentile(99) / NS_PER_MS - RESOLUTION_MS);
  }
}
