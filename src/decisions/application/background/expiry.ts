import { Inject, Injectable } from '@nestjs/common';
import type { DecisionProcess } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import type { TimedEntry } from '../../domain/ports/due.queries.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { isSettled } from '../../domain/process-status.js';
import { expire, isRejection } from '../../domain/transitions.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { type CancelTimer, CLOCK, type Clock } from '../base/clock.js';
import type { PeriodicTask } from '../base/periodic-task.js';
import { ProcessEvents } from '../base/process-events.js';
import { readable } from '../ownership/readable.js';

/** How often an instance looks for what has expired. What expires before the next look gets an alarm of its own. */
const LOOK_EVERY_MS = 500;
/** How many processes are loaded at once, each with all of its outputs. */
const PAGE = 8;

/**
 * Ends questions that nobody has answered in time, and processes that are past their deadline. Every instance does it,
 * by the store's clock, with one compare-and-swap each. Whatever an index says, the process itself says whether it is
 * due.
 */
@Injectable()
export class Expiry {
  private readonly task: PeriodicTask;
  private cancelAlarm: CancelTimer = () => undefined;

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    this.task = tasks.every('expiry', LOOK_EVERY_MS, (stopping) => this.look(stopping));
  }

  private async look(stopping: AbortSignal): Promise<void> {
    let after: TimedEntry | undefined;
    do {
      const now = this.clock.now();
      const { entries, nextAt } = await this.processes.timers({
        now,
        limit: PAGE,
        ...(after ? { after } : {}),
      });
      this.setAlarm(nextAt, stopping);
      await Promise.all(entries.map(({ id }) => this.expire(id)));
      // A process that could not be ended now is skipped, so that it does not block the others.
      after = entries.length < PAGE ? undefined : entries.at(-1);
    } while (after && !stopping.aborted);
  }

  private async expire(id: ProcessId): Promise<void> {
    const process = await readable(() => this.processes.find(id));
    const next = process && expire(process, this.clock.now());
    // Somebody has answered, finished or cancelled it meanwhile, or the index was wrong.
    if (!process || !next || isRejection(next) || !(await this.processes.swap(process, next))) return;
    this.report(process, next);
  }

  private report(before: DecisionProcess, after: DecisionProcess): void {
    const request = before.status === 'waiting' ? after.requests[before.request.id] : undefined;
    if (request?.closing === 'expired') this.events.emit({ type: 'expired', process: after, request });
    if (isSettled(after)) this.events.emit({ type: 'settled', process: after });
  }

  private setAlarm(nextAt: number | null, stopping: AbortSignal): void {
    this.cancelAlarm();
    if (nextAt === null || stopping.aborted) return;
    const delayMs = Math.max(0, nextAt - this.clock.now());
    if (delayMs < LOOK_EVERY_MS) this.cancelAlarm = this.clock.after(delayMs, () => this.task.wake());
  }
}
