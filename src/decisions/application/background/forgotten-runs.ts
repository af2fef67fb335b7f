import { Inject, Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { OwnershipReturn } from '../ownership/ownership-return.js';
import { type Run, RunSlots } from '../ownership/run-slots.js';

/**
 * Compares what this instance owns according to the store with what it runs. A lost reply can leave either side with
 * more than the other: what only the store knows is given back, what only this instance knows is stopped.
 */
@Injectable()
export class ForgottenRuns {
  private seenOnce = new Set<ProcessId>();

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    private readonly slots: RunSlots,
    private readonly ownership: OwnershipReturn,
    tasks: BackgroundTasks,
  ) {
    tasks.every('forgotten_runs', settings.leaseMs / 3, () => this.check());
  }

  private async check(): Promise<void> {
    const confirmed = this.slots.active.filter((run) => run.process !== null);
    const before = new Set(this.slots.active.map((run) => run.id));
    const owned = new Set(await this.processes.ownedBy(this.settings.worker));
    this.stopLost(confirmed, owned);
    await this.giveBack([...owned].filter((id) => !before.has(id) && !this.slots.find(id)));
  }

  private stopLost(confirmed: readonly Run[], owned: ReadonlySet<ProcessId>): void {
    for (const run of confirmed) if (!owned.has(run.id)) run.abort('superseded');
  }

  /** Only processes that were forgotten twice in a row: the first time their write may still have been in progress. */
  private async giveBack(forgotten: readonly ProcessId[]): Promise<void> {
    const certain = forgotten.filter((id) => this.seenOnce.has(id));
    this.seenOnce = new Set(forgotten);
    await Promise.all(certain.map((id) => this.ownership.giveBackForgotten(id)));
  }
}
