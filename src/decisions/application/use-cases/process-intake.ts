import { Injectable } from '@nestjs/common';
import type { PendingProcess } from '../../domain/decision-process.js';
import { type Created, ProcessClaimer } from '../ownership/process-claimer.js';
import { BackgroundRuns } from '../running/background-runs.js';
import { Admission } from './admission.js';

/** Where new processes come in: decides whether there is room for one, and where it goes. */
@Injectable()
export class ProcessIntake {
  constructor(
    private readonly admission: Admission,
    private readonly claimer: ProcessClaimer,
    private readonly runs: BackgroundRuns,
  ) {}

  /** @throws TooManyUnsettled, Overloaded, StoreNearlyFull */
  admit({ owner }: PendingProcess): Promise<void> {
    return this.admission.admit(owner);
  }

  /** In a slot of this instance, unless none is free or others have waited longer. */
  async store(opened: PendingProcess): Promise<Pick<Created, 'process' | 'replayed'>> {
    const inSlot = this.runs.hasBacklog
      ? null
      : await this.runs.occupy(opened.id, () => this.claimer.create(opened));
    return inSlot ?? this.claimer.createForAnyone(opened);
  }
}
