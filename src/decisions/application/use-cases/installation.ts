import { Inject, Injectable } from '@nestjs/common';
import { type Caller, ownerSeenBy } from '../../domain/caller.js';
import type { EngineSchemas } from '../../domain/ports/decision-engine.js';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import {
  type RegisteredWorker,
  WORKER_REGISTRY,
  type WorkerRegistry,
} from '../../domain/ports/worker.registry.js';
import { engineOf } from '../../domain/indexes/queues.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';

/** An engine that is here, that processes wait for, or both. */
export interface InstalledEngine {
  readonly name: string;
  readonly version: number;
  /** Whether this instance can run it. */
  readonly isHere: boolean;
  /** Whether a start that names no version gets this one. */
  readonly isLatest: boolean;
  /** Empty where the engine is not here. */
  readonly steps: readonly string[];
  readonly schemas: EngineSchemas | null;
  /** Of all callers; `null` for a caller who may only see their own processes. */
  readonly pending: number | null;
}

/** Pending processes of one engine and version. */
interface Waiting {
  readonly name: string;
  readonly version: number;
  readonly pending: number;
}

/** An instance that shares the store. */
export interface InstalledWorker extends RegisteredWorker {
  readonly isAlive: boolean;
}

/** What the instances that share a store consist of. */
@Injectable()
export class Installation {
  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(WORKER_REGISTRY) private readonly workerRegistry: WorkerRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly registry: EngineRegistry,
  ) {}

  /**
   * The engines of this instance and, for a caller who may see every process, those of others that processes wait for;
   * by name and version.
   */
  async engines(caller: Caller): Promise<InstalledEngine[]> {
    const isTold = ownerSeenBy(caller) === undefined;
    const pending = isTold ? await this.pendingByEngine() : new Map<string, Waiting>();
    const here = this.registry.all.map(({ name, version, steps, schemas }) => ({
      name,
      version,
      isHere: true,
      isLatest: this.registry.latest(name).version === version,
      steps: steps.map((step) => step.name),
      schemas: schemas ?? null,
      pending: isTold ? (pending.get(`${name}@${version}`)?.pending ?? 0) : null,
    }));
    const elsewhere = [...pending.values()]
      .filter(({ name, version }) => !this.registry.find(name, version))
      .map((waiting) => ({ ...waiting, isHere: false, isLatest: false, steps: [], schemas: null }));
    return [...here, ...elsewhere].sort((a, b) => a.name.localeCompare(b.name) || a.version - b.version);
  }

  /** Every instance that holds a lease, and those whose lease has ended but that have not been removed yet. */
  async workers(): Promise<InstalledWorker[]> {
    const workers = await this.workerRegistry.described();
    const now = this.clock.now();
    return workers.map((worker) => ({ ...worker, isAlive: worker.leaseEndsAt > now }));
  }

  private async pendingByEngine(): Promise<Map<string, Waiting>> {
    const pending = new Map<string, Waiting>();
    for (const { queue, length } of await this.processes.queues()) {
      const named = engineOf(queue);
      if (!named || length === 0) continue;
      const { engine: name, version } = named;
      const key = `${name}@${version}`;
      pending.set(key, { name, version, pending: (pending.get(key)?.pending ?? 0) + length });
    }
    return pending;
  }
}
