import { Inject, Injectable } from '@nestjs/common';
import type { DecisionProcess, PendingProcess } from '../../domain/decision-process.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { ProcessClaimer } from '../ownership/process-claimer.js';
import { RunExecutor } from '../running/run-executor.js';
import { type Run, RunSlots } from '../ownership/run-slots.js';

export interface Accepted {
  readonly process: DecisionProcess;
  /** Its id was taken: this is the process stored before. */
  readonly replayed: boolean;
}

/** Stores new processes, with a free slot already as running here: one round trip and no queue in between. */
@Injectable()
export class ProcessAcceptor {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    private readonly claimer: ProcessClaimer,
    private readonly executor: RunExecutor,
    private readonly slots: RunSlots,
  ) {}

  async accept(process: PendingProcess): Promise<Accepted> {
    const run = this.slots.hasBacklog ? null : this.slots.reserve(process.id);
    if (!run) return this.store(process);
    try {
      return await this.storeInSlot(run, process);
    } catch (error) {
      // Whether it was stored is not known: if it was, the ownership audit gives it back.
      this.slots.vacate(run);
      throw error;
    }
  }

  private async storeInSlot(run: Run, process: PendingProcess): Promise<Accepted> {
    const claim = this.claimer.ownFromStart(process);
    const accepted = await this.store(claim?.process ?? process);
    if (claim && !accepted.replayed) this.executor.execute(run, claim);
    else this.slots.vacate(run);
    return accepted;
  }

  private async store(process: DecisionProcess): Promise<Accepted> {
    const stored = await this.processes.create(process);
    return { process: stored, replayed: stored !== process };
  }
}
