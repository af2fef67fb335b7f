import { Inject, Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { PeriodicTask } from '../base/periodic-task.js';
import { ProcessClaimer } from '../ownership/process-claimer.js';
import { ProcessEvents } from '../base/process-events.js';
import { RunExecutor } from '../running/run-executor.js';
import { RunSlots } from '../ownership/run-slots.js';

/** How often an instance looks for work that no change told it of, and for retries whose time has come. */
const LOOK_EVERY_MS = 1_000;

/** Fills free slots with due processes: when told of one, when a slot becomes free, and now and then in any case. */
@Injectable()
export class Dispatcher {
  private readonly task: PeriodicTask;

  constructor(
    @Inject(CLOCK) clock: Clock,
    private readonly claimer: ProcessClaimer,
    private readonly executor: RunExecutor,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
  ) {
    this.task = new PeriodicTask(
      clock,
      LOOK_EVERY_MS,
      () => this.fill(),
      (error) => this.report(error),
    );
    slots.whenVacated(() => this.wake());
  }

  get lastAttemptAt(): number | null {
    return this.task.lastAttemptAt;
  }

  start(): void {
    this.task.start();
  }

  /** Looks for work now. */
  wake(): void {
    this.task.wake();
  }

  stop(): Promise<void> {
    return this.task.stop();
  }

  /** One round; as long as rounds bring work another follows, each a sign of life of its own. */
  private async fill(): Promise<void> {
    const free = this.slots.free;
    if (free === 0) return;
    // One more than fits tells whether others are left waiting.
    const candidates = await this.claimer.candidates(free + 1);
    this.slots.hasBacklog = candidates.length > free;
    const claims = await Promise.all(candidates.slice(0, free).map((id) => this.claim(id)));
    if (claims.includes(true)) this.wake();
  }

  private async claim(id: ProcessId): Promise<boolean> {
    const run = this.slots.reserve(id);
    if (!run) return false;
    try {
      const claim = await this.claimer.claim(run);
      if (claim) this.executor.execute(run, claim);
      else this.slots.vacate(run);
      return claim !== null;
    } catch (error) {
      // Whether it is ours now is not known: if it is, the ownership audit gives it back.
      this.slots.vacate(run);
      this.report(error);
      return false;
    }
  }

  private report(error: unknown): void {
    this.events.emit({ type: 'trouble', task: 'dispatch', error });
  }
}
