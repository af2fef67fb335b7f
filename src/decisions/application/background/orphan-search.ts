import { Inject, Injectable } from '@nestjs/common';
import type { ProcessSummary } from '../../domain/process-summary.js';
import type { ProcessId, WorkerId } from '../../domain/ids.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { WORKER_REGISTRY, type WorkerRegistry } from '../../domain/ports/worker.registry.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { OwnershipReturn } from '../ownership/ownership-return.js';
import { WorkerHeartbeat } from '../ownership/worker-heartbeat.js';

const PAGE = 200;
/** Orphans are rare, and looking for them reads the list of everything that runs. */
const SEARCH_EVERY_MS = 20_000;

/**
 * Finds processes whose worker is not in the registry, so that no sweep would find them: a worker that had been given
 * up woke up, took a process and died before its next heartbeat.
 */
@Injectable()
export class OrphanSearch {
  private seenOnce = new Map<ProcessId, WorkerId>();

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(WORKER_REGISTRY) private readonly workers: WorkerRegistry,
    private readonly heartbeat: WorkerHeartbeat,
    private readonly ownership: OwnershipReturn,
    tasks: BackgroundTasks,
  ) {
    tasks.every('orphan_search', SEARCH_EVERY_MS, () => this.search());
  }

  /** Takes only processes that were orphans the time before, too: a worker may just be about to register again. */
  private async search(): Promise<void> {
    if (!this.heartbeat.mayTakeOver) return;
    const registered = new Set(await this.workers.all());
    const orphans = new Map<ProcessId, WorkerId>();
    for await (const { id, worker } of this.running()) {
      if (worker && !registered.has(worker)) orphans.set(id, worker);
    }
    const certain = [...orphans].filter(([id, worker]) => this.seenOnce.get(id) === worker);
    this.seenOnce = orphans;
    for (const [id, worker] of certain) await this.ownership.takeFrom(worker, id);
  }

  private async *running(): AsyncGenerator<ProcessSummary> {
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await this.processes.list({
        status: 'running',
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      yield* page.processes;
      cursor = page.nextCursor;
    }
  }
}
