import { Inject, Injectable } from '@nestjs/common';
import { PROCESS_REPOSITORY, type ProcessRepository } from '../../domain/ports/process.repository.js';
import { engineOf } from '../../domain/queues.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { CLOCK, type Clock } from '../base/clock.js';
import { EngineRegistry } from '../base/engine-registry.js';
import { ProcessEvents } from '../base/process-events.js';

const LOOK_EVERY_MS = 10_000;
/** As long as there is such work it is said again after this time. */
const REPEAT_MS = 600_000;

/** Pending processes of one engine and version that this instance does not have. */
export interface Unserved {
  readonly engine: string;
  readonly version: number;
  readonly pending: number;
}

/** Knows what waits for engines that this instance does not have: it may wait for good, and stands before nothing. */
@Injectable()
export class UnservedWork {
  private found: readonly Unserved[] = [];
  private readonly saidAt = new Map<string, number>();

  constructor(
    @Inject(PROCESS_REPOSITORY) private readonly processes: ProcessRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly engines: EngineRegistry,
    private readonly events: ProcessEvents,
    tasks: BackgroundTasks,
  ) {
    tasks.every('unserved_work', LOOK_EVERY_MS, () => this.look());
  }

  /** As it was when this instance looked last, a few seconds ago. */
  get current(): readonly Unserved[] {
    return this.found;
  }

  private async look(): Promise<void> {
    const pending = new Map<string, Unserved>();
    for (const { queue, length } of await this.processes.queues()) {
      const named = engineOf(queue);
      if (!named || length === 0 || this.engines.find(named.engine, named.version)) continue;
      const key = keyOf(named);
      pending.set(key, { ...named, pending: (pending.get(key)?.pending ?? 0) + length });
    }
    this.found = [...pending.values()];
    this.report();
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
