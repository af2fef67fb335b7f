import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { Env } from '../config/env.js';
import { CLOCK, type Clock, pause } from '../decisions/application/base/clock.js';
import { ProcessEvents } from '../decisions/application/base/process-events.js';
import { ProcessManager } from '../decisions/application/use-cases/process-manager.js';

const NAME = 'cleanup';
const LONGEST_DELAY_MS = 60_000;

/**
 * Removes expired processes on a schedule. Every instance does it, so none is essential; what one instance has removed
 * the others do not find. A random delay keeps the instances from starting all at once.
 */
@Injectable()
export class CleanupJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leaving = new AbortController();
  private readonly job: CronJob;
  private underway: Promise<void> = Promise.resolve();

  constructor(
    env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly manager: ProcessManager,
    private readonly events: ProcessEvents,
    private readonly schedule: SchedulerRegistry,
  ) {
    const onTick = () => this.tick();
    this.job = CronJob.from({ cronTime: env.CLEANUP_CRON, timeZone: 'UTC', waitForCompletion: true, onTick });
  }

  onApplicationBootstrap(): void {
    this.schedule.addCronJob(NAME, this.job);
    this.job.start();
  }

  /** The schedule stops the job; a run in progress ends after its current batch. */
  async beforeApplicationShutdown(): Promise<void> {
    this.leaving.abort();
    await this.underway;
  }

  private async tick(): Promise<void> {
    this.underway = this.run().catch((error: unknown) => this.events.trouble(NAME, error));
    await this.underway;
  }

  private async run(): Promise<void> {
    await pause(this.clock, this.delayMs(), this.leaving.signal);
    if (!this.leaving.signal.aborted) await this.manager.cleanup({ signal: this.leaving.signal });
  }

  /** At most a tenth of the time until the next run. */
  private delayMs(): number {
    const untilNextMs = this.job.nextDate().toMillis() - Date.now();
    return this.clock.random() * Math.min(LONGEST_DELAY_MS, Math.max(0, untilNextMs) / 10);
  }
}
