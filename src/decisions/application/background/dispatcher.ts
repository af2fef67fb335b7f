import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import type { PeriodicTask } from '../base/periodic-task.js';
import { ProcessEvents } from '../base/process-events.js';
import { ProcessClaimer } from '../ownership/process-claimer.js';
import { RunSlots } from '../ownership/run-slots.js';
import { BackgroundRuns } from '../running/background-runs.js';

const TASK = 'dispatch';
/** How often an instance looks for work that no change told it of, and for retries whose time has come. */
const LOOK_EVERY_MS = 1_000;

/** Fills free slots with due processes: when told of one, when a slot becomes free, and now and then in any case. */
@Injectable()
export class Dispatcher {
  private readonly task: PeriodicTask;

  constructor(
    private readonly claimer: ProcessClaimer,
    private readonly runs: BackgroundRuns,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    this.task = tasks.every(TASK, LOOK_EVERY_MS, () => this.fill());
    slots.whenVacated(() => this.wake());
  }

  /** Looks for work now. */
  wake(): void {
    this.task.wake();
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
    try {
      const obtained = await this.runs.occupy(id, async (run) => ({ claim: await this.claimer.claim(run) }));
      return Boolean(obtained?.claim);
    } catch (error) {
      this.events.trouble(TASK, error);
      return false;
    }
  }
}
