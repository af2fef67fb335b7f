import { Inject, Injectable } from '@nestjs/common';
import type { WorkerId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { WORKER_REGISTRY, type WorkerRegistry } from '../../domain/ports/worker.registry.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';
import { OwnershipReturn } from '../ownership/ownership-return.js';
import { WorkerHeartbeat } from '../ownership/worker-heartbeat.js';

/** How many processes of a dead worker are taken at the same time: more would overload the store. */
const BATCH = 50;
/** A sweep finds a dead worker at most this long after its lease has ended. */
const SWEEP_EVERY_MS = 1_000;

/** Gives back the processes of workers whose lease has ended. Every instance sweeps, so none is essential. */
@Injectable()
export class Takeover {
  constructor(
    @Inject(WORKER_REGISTRY) private readonly workers: WorkerRegistry,
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    private readonly heartbeat: WorkerHeartbeat,
    private readonly ownership: OwnershipReturn,
    @Inject(RUN_SETTINGS) settings: RunSettings,
    tasks: BackgroundTasks,
  ) {
    tasks.every('takeover', Math.min(SWEEP_EVERY_MS, settings.leaseMs / 5), () => this.sweep());
  }

  private async sweep(): Promise<void> {
    const expired = this.heartbeat.mayTakeOver ? await this.workers.expired() : [];
    if (expired.length === 0) return;
    // These leases may have ended just now because the store's clock was set. Only asking again shows that.
    await this.heartbeat.confirm();
    if (!this.heartbeat.mayTakeOver) return;
    for (const worker of expired) await this.inherit(worker);
  }

  private async inherit(worker: WorkerId): Promise<void> {
    const ids = await this.processes.ownedBy(worker);
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      await Promise.all(batch.map((id) => this.ownership.takeFrom(worker, id)));
    }
    // While there are processes that this version cannot read, their worker stays registered for an instance that can.
    if (ids.length === 0 || (await this.processes.ownedBy(worker)).length === 0)
      await this.workers.remove(worker);
  }
}
