import { Inject, Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { type QueueName, queueFor, suspectsOf } from '../../domain/indexes/queues.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { type CancelTimer, CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import type { PeriodicTask } from '../base/periodic-task.js';
import { type ClaimOutcome, DueSearch } from '../ownership/due-search.js';
import { ProcessClaimer } from '../ownership/process-claimer.js';
import { RunSlots } from '../ownership/run-slots.js';
import { BackgroundRuns } from '../running/background-runs.js';
import { type Filled, QueueFiller } from './queue-filler.js';

/** How often an instance looks for work that no change has announced. */
const LOOK_EVERY_MS = 1_000;
const NOTHING_KNOWN: Filled = { claimed: 0, hasMore: null, nextAt: null };

/**
 * Fills free slots with due processes: when a change announces one, when one becomes due, when a slot becomes free and
 * other processes may be waiting, and at regular intervals in any case. It looks only into the queues of engines that
 * this instance has.
 */
@Injectable()
export class Dispatcher {
  private readonly task: PeriodicTask;
  private readonly usual: QueueFiller;
  /** Suspects are run one at a time, apart from the others: see `RunSlots.admit`. */
  private readonly suspects: QueueFiller;
  /** The result of the last look at suspects; `null` if another look is due, whatever the last one found. */
  private knownSuspects: Filled | null = null;
  private suspectsSoughtAt = -Infinity;
  /** How often work was announced while no slot was free to look for it. */
  private unheeded = 0;
  /** Unless the last look found nothing more, a slot that becomes free is a reason to look again. */
  private mayWait = true;
  private lookedAgainAt = -Infinity;
  private cancelAlarm: CancelTimer = () => undefined;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly claimer: ProcessClaimer,
    private readonly runs: BackgroundRuns,
    private readonly slots: RunSlots,
    engines: EngineRegistry,
    tasks: BackgroundTasks,
  ) {
    this.usual = this.filler(
      engines.all.map(({ name, version }) => queueFor(name, version)),
      () => slots.free,
    );
    this.suspects = this.filler(
      engines.all.map(({ name, version }) => suspectsOf(name, version)),
      () => (slots.hasSuspect ? 0 : Math.min(1, slots.free)),
    );
    this.task = tasks.every('dispatch', LOOK_EVERY_MS, () => this.fill());
    slots.whenVacated(() => {
      if (this.mayWait) this.wake();
    });
  }

  /** A process is waiting somewhere: looks for it now, or as soon as a slot is free. */
  heed(): void {
    this.knownSuspects = null;
    if (this.slots.free > 0) this.wake();
    else {
      this.unheeded += 1;
      this.mayWait = this.slots.hasBacklog = true;
    }
  }

  /** Looks for work now. */
  wake(): void {
    this.task.wake();
  }

  /** One round. As long as rounds bring work another one follows, and each counts as a sign of life. */
  private async fill(): Promise<void> {
    // Remains true if the look fails.
    this.mayWait = true;
    const { unheeded } = this;
    const suspects = await this.fillSuspects();
    const usual = await this.usual.fill();
    // Where no slot was free nobody has looked.
    this.slots.hasBacklog = this.unheeded > unheeded || (usual.hasMore ?? true);
    this.mayWait = this.slots.hasBacklog || (suspects.hasMore ?? true);
    const again = await this.lookAgain();
    if (suspects.claimed + usual.claimed > 0 || again) this.wake();
    this.setAlarm([suspects.nextAt, usual.nextAt].filter((at) => at !== null));
  }

  /** Suspects are rare. They are looked for when work was announced, while there are some, and at regular intervals. */
  private async fillSuspects(): Promise<Filled> {
    const now = this.clock.monotonic();
    const { knownSuspects: known } = this;
    if (known?.hasMore === false && now - this.suspectsSoughtAt < LOOK_EVERY_MS) return known;
    this.suspectsSoughtAt = now;
    this.knownSuspects = NOTHING_KNOWN;
    const found = await this.suspects.fill();
    // More work may have been announced meanwhile.
    if (this.knownSuspects === NOTHING_KNOWN) this.knownSuspects = { ...found, claimed: 0 };
    return found;
  }

  private async lookAgain(): Promise<boolean> {
    if (this.clock.monotonic() - this.lookedAgainAt < LOOK_EVERY_MS) return false;
    this.lookedAgainAt = this.clock.monotonic();
    const claimed = [await this.suspects.lookAgain(), await this.usual.lookAgain()];
    return claimed.includes(true);
  }

  /** Sets an alarm for when the next process is due, unless the next regular look comes first. */
  private setAlarm(times: readonly number[]): void {
    this.cancelAlarm();
    const delayMs = Math.min(...times) - this.clock.now();
    if (delayMs < LOOK_EVERY_MS) this.cancelAlarm = this.clock.after(delayMs, () => this.wake());
  }

  private filler(queues: readonly QueueName[], free: () => number): QueueFiller {
    const search = new DueSearch((query) => this.claimer.due(queues, query));
    const isFit = (id: ProcessId) => this.claimer.isFit(id);
    const running = () => this.slots.runningByLane();
    return new QueueFiller(search, { free, running, isFit, claim: (id) => this.claim(id) });
  }

  /** Rejects when it is not known whether the process is ours now. If it is, `ForgottenRuns` gives it back. */
  private async claim(id: ProcessId): Promise<ClaimOutcome> {
    const attempt = await this.runs.occupy(id, (run) => this.claimer.claim(run));
    return attempt?.outcome ?? 'unfit';
  }
}
