import { Inject, Injectable } from '@nestjs/common';
import type { ProcessId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { ProcessEvents } from '../base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import type { Run } from './run-slots.js';

/** Checks whether the process of a run still belongs to this instance, and stops the run if it does not. */
@Injectable()
export class OwnershipLook {
  /** Runs that are being checked, and whether another check was asked for meanwhile. */
  private readonly looking = new Map<ProcessId, { again: boolean }>();

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    private readonly events: ProcessEvents,
  ) {}

  /** Returns at once. However often it is called, a run is checked by one check at a time. */
  lookAt(run: Run): void {
    const underway = this.looking.get(run.id);
    if (underway) underway.again = true;
    else void this.look(run);
  }

  private async look(run: Run): Promise<void> {
    const look = { again: true };
    this.looking.set(run.id, look);
    try {
      while (look.again) {
        look.again = false;
        if (!(await this.isOurs(run.id))) run.abort('superseded');
      }
    } catch (error) {
      // `ForgottenRuns` will soon compare everything that runs here.
      this.events.trouble('ownership_look', error);
    } finally {
      this.looking.delete(run.id);
    }
  }

  private async isOurs(id: ProcessId): Promise<boolean> {
    const stored = await this.processes.summary(id);
    return stored?.status === 'running' && stored.worker === this.settings.worker;
  }
}
