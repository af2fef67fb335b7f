import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from './clock.js';
import { PeriodicTask, type TaskCall } from './periodic-task.js';
import { ProcessEvents } from './process-events.js';

/** How soon a task that runs as long as the instance lives is started again after it has failed. */
const BEGIN_AGAIN_MS = 1_000;

/**
 * Everything an instance does by itself. A class adds its task when it is built: a name, a period and what to do.
 * Starting, stopping, signs of life and the report of trouble are the same for all tasks and are written once, here.
 */
@Injectable()
export class BackgroundTasks {
  private readonly tasks: PeriodicTask[] = [];
  private readonly periodic: PeriodicTask[] = [];
  /** Under which trouble is reported. */
  readonly names: string[] = [];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: ProcessEvents,
  ) {}

  /**
   * How far the task that is most behind is over its own period, in milliseconds. This shows a task that hangs in a
   * call, and one that is never called again.
   */
  get overdueMs(): number {
    const now = this.clock.monotonic();
    let most = 0;
    for (const task of this.periodic) most = Math.max(most, task.silentMs(now) - task.everyMs);
    return most;
  }

  /** Does `run` every `everyMs`, from the start of the instance until it leaves. */
  every(name: string, everyMs: number, run: TaskCall): PeriodicTask {
    const task = this.apart(name, everyMs, run);
    this.tasks.push(task);
    return task;
  }

  /** Lets `run` go on until it is told to stop. If it ends or fails before, it is started again. */
  always(name: string, run: TaskCall): void {
    this.tasks.push(this.task(name, BEGIN_AGAIN_MS, run));
  }

  /** Like `every`, for a task that its owner starts before the others and stops after them. */
  apart(name: string, everyMs: number, run: TaskCall): PeriodicTask {
    const task = this.task(name, everyMs, run);
    this.periodic.push(task);
    return task;
  }

  start(): void {
    for (const task of this.tasks) task.start();
  }

  /** Resolves when every call in progress has ended. */
  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  private task(name: string, everyMs: number, run: TaskCall): PeriodicTask {
    this.names.push(name);
    return new PeriodicTask(this.clock, everyMs, run, (error) => this.events.trouble(name, error));
  }
}
