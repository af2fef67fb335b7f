import { Inject, Injectable } from '@nestjs/common';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { engineOf } from '../../domain/indexes/queues.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import { ProcessEvents } from '../base/process-events.js';

const LOOK_EVERY_MS = 10_000;
/** As long as there is such work it is reported again after this time. */
const REPEAT_MS = 600_000;

/** Pending processes of one engine and version that this instance does not have. */
export interface Unserved {
  readonly engine: string;
  readonly version: number;
  readonly pending: number;
}

/** How long pending processes of one engine and version could have been running. */
export interface LongestDue {
  readonly engine: string;
  readonly version: number;
  readonly since: number;
}

/**
 * Knows what waits for which engine, and what waits for an engine that this instance does not have and may never be
 * run.
 */
@Injectable()
export class UnservedWork {
  private found: readonly Unserved[] = [];
  private waiting: readonly LongestDue[] = [];
  private readonly saidAt = new Map<string, number>();

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly engines: EngineRegistry,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    tasks.every('unserved_work', LOOK_EVERY_MS, () =>
      this.look().catch((error: unknown) => {
        this.forget();
        throw error;
      }),
    );
  }

  /** As it was when this instance last looked, a few seconds ago. */
  get current(): readonly Unserved[] {
    return this.found;
  }

  /** For every engine that processes wait for, here or not. Processes that are not due yet are not counted. */
  get longestDue(): readonly LongestDue[] {
    return this.waiting;
  }

  private async look(): Promise<void> {
    const pending = new Map<string, Unserved>();
    const waiting = new Map<string, LongestDue>();
    for (const { queue, length, oldestAt } of await this.processes.queues()) {
      const named = engineOf(queue);
      if (!named || length === 0) continue;
      const since = Math.min(oldestAt ?? Infinity, waiting.get(keyOf(named))?.since ?? Infinity);
      if (since <= this.clock.now()) waiting.set(keyOf(named), { ...named, since });
      if (this.engines.find(named.engine, named.version)) continue;
      const key = keyOf(named);
      pending.set(key, { ...named, pending: (pending.get(key)?.pending ?? 0) + length });
    }
    this.found = [...pending.values()];
    this.waiting = [...waiting.values()];
    this.report();
  }

  /** What this instance has no news of may long be done by others. */
  private forget(): void {
    this.found = [];
    this.waiting = [];
  }

  private report(): void {
    const now = this.clock.monotonic();
    const present = new Set(this.found.map(keyOf));
    for (const key of this.saidAt.keys()) if (!present.has(key)) this.saidAt.delete(key);
    for (const unserved of this.found) {
      if (now - (this.saidAt.get(keyOf(unserved)) ?? -Infinity) < REPEAT_MS) continue;
      this.saidAt.set(keyOf(unserved), now);
      this.events.emit({ type: 'unserved_work', ...unserved });
    }
  }
}

function keyOf({ engine, version }: { readonly engine: string; readonly version: number }): string {
  return `${engine}@${version}`;
}
