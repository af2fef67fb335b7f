import { Inject, Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { UnservedWork } from '../decisions/application/background/unserved-work.js';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';

/** What waits for which engine, as this instance last saw it, a few seconds ago. */
@Injectable()
export class QueueMetrics {
  constructor(registry: Registry, work: UnservedWork, @Inject(CLOCK) clock: Clock) {
    const labelNames = ['engine', 'version'];
    const registers = [registry];
    new Gauge({
      name: 'decision_longest_due_age_seconds',
      labelNames,
      registers,
      help: 'How long the longest due process of an engine and version could have been begun',
      collect() {
        this.reset();
        for (const { engine, version, since } of work.longestDue)
          this.set({ engine, version }, Math.max(0, clock.now() - since) / 1_000);
      },
    });
    new Gauge({
      name: 'decision_pending_without_engine',
      labelNames,
      registers,
      help: 'Pending processes of engines and versions that this worker does not have',
      collect() {
        this.reset();
        for (const { engine, version, pending } of work.current) this.set({ engine, version }, pending);
      },
    });
  }
}
