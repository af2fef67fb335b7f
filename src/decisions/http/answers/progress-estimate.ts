import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../application/base/clock.js';
import { type ProcessEvent, ProcessEvents } from '../../application/base/process-events.js';
import type { ProcessSummary } from '../../domain/process-summary.js';

/** Weight of the newest observation in the moving averages. */
const NEWEST = 0.2;
const MIN_S = 1;
const MAX_S = 30;

type Versioned = Pick<ProcessSummary, 'engine' | 'engineVersion'>;

/** Estimates how long processes still take, from how long steps have taken on this instance. */
@Injectable()
export class ProgressEstimate {
  private readonly stepMs = new Map<string, number>();
  private waitMs = 0;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    events: ProcessEvents,
  ) {
    events.subscribe((event) => this.learn(event));
  }

  /** For `Retry-After`: whole seconds until it is worth asking again. */
  retryAfterS(process: ProcessSummary): number {
    return Math.min(MAX_S, Math.max(MIN_S, Math.ceil(this.remainingMs(process) / 1000)));
  }

  private remainingMs(process: ProcessSummary): number {
    const now = this.clock.now();
    const steps = process.plan
      .slice(process.finishedSteps)
      .map((step) => this.stepMs.get(keyOf(process, step)) ?? 0);
    const work = steps.reduce((sum, ms) => sum + ms, 0);
    if (process.status === 'pending') return Math.max((process.runAt ?? now) - now, this.waitMs) + work;
    return work - (now - process.updatedAt);
  }

  private learn(event: ProcessEvent): void {
    if (event.type === 'begun') this.waitMs = averaged(this.waitMs, event.waitedMs);
    if (event.type !== 'step_completed') return;
    const key = keyOf(event.process, event.step);
    this.stepMs.set(key, averaged(this.stepMs.get(key) ?? event.tookMs, event.tookMs));
  }
}

function averaged(before: number, observed: number): number {
  return before + NEWEST * (observed - before);
}

function keyOf({ engine, engineVersion }: Versioned, step: string): string {
  return `${engine}@${engineVersion}:${step}`;
}
