import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundTasks } from '../base/background-tasks.js';
import { CLOCK, type Clock, pause } from '../base/clock.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { RunSlots } from '../ownership/run-slots.js';
import { WorkerHeartbeat } from '../ownership/worker-heartbeat.js';

/** How this instance joins the others and how it leaves. */
@Injectable()
export class WorkerLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private draining = false;

  constructor(
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly heartbeat: WorkerHeartbeat,
    private readonly slots: RunSlots,
    private readonly tasks: BackgroundTasks,
  ) {}

  /** True from the signal to shut down: no new work is taken and the instance is not ready for requests. */
  get isDraining(): boolean {
    return this.draining;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.heartbeat.start();
    this.tasks.start();
  }

  /** To be called on the signal itself: the framework's own hooks run later. */
  drain(): void {
    this.draining = true;
    this.slots.drain();
  }

  /** HTTP is still open. Steps in progress finish; what is left is handed over before the lease is given up. */
  async beforeApplicationShutdown(): Promise<void> {
    this.drain();
    await this.tasks.stop();
    await this.untilIdle(this.settings.shutdownGraceMs);
    this.slots.abortAll('shutdown');
    await Promise.all(this.slots.active.map((run) => run.ended));
    await this.heartbeat.retire();
  }

  private async untilIdle(limitMs: number): Promise<void> {
    const idle = new AbortController();
    const ended = Promise.all(this.slots.active.map((run) => run.ended)).then(() => idle.abort());
    await Promise.race([ended, pause(this.clock, limitMs, idle.signal)]);
    idle.abort();
  }
}
