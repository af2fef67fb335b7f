import { Inject, Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { StoreRoom } from '../decisions/application/base/store-room.js';
import type { ProcessCensus } from '../decisions/application/use-cases/process-census.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { SERVICE_INFO } from '../http/docs/service-info.js';
import { StoreMonitor } from '../health/store-monitor.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { StoreCensus } from './store-census.js';

/**
 * What the store holds. This is the same on every instance: take the maximum over instances, not the sum. While the
 * store gives no answer these series are absent, because an old number would be taken for a new one.
 */
@Injectable()
export class StoreMetrics {
  constructor(
    private readonly registry: Registry,
    private readonly census: StoreCensus,
    private readonly monitor: StoreMonitor,
    private readonly room: StoreRoom,
    @Inject(PERSISTENCE) persistence: Persistence,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.describe(persistence);
    this.judge();
    this.measure();
    this.count();
  }

  private describe({ kind, durable, warnings }: Persistence): void {
    const registers = [this.registry];
    new Gauge({
      name: 'decision_store_info',
      help: 'The store in use',
      labelNames: ['kind', 'durable'],
      registers,
    }).set({ kind, durable: String(durable) }, 1);
    new Gauge({
      name: 'decision_build_info',
      help: 'This software and what it runs on',
      labelNames: ['version', 'node'],
      registers,
    }).set({ version: SERVICE_INFO.version, node: process.version }, 1);
    const risk = new Gauge({
      name: 'decision_store_warning',
      help: 'What puts processes at risk',
      labelNames: ['code'],
      registers,
    });
    for (const { code } of warnings) risk.set({ code }, 1);
  }

  /** Both must succeed: a store that is full answers every question. */
  private judge(): void {
    const { census, monitor } = this;
    const registers = [this.registry];
    new Gauge({
      name: 'decision_store_up',
      help: 'Whether the store answers and takes writes',
      registers,
      async collect() {
        const [taken, { status }] = await Promise.all([census.take(), monitor.look()]);
        this.set(taken && status === 'up' ? 1 : 0);
      },
    });
    new Gauge({
      name: 'decision_store_down',
      help: 'Why the store does not take writes: refused, so that nothing is stored, or unknown',
      labelNames: ['reason', 'outcome'],
      registers,
      async collect() {
        const state = await monitor.look();
        this.reset();
        if (state.status === 'down')
          this.set({ reason: state.reason, outcome: outcomeOf(monitor.failure) }, 1);
      },
    });
  }

  /** As of the last check in the background. */
  private measure(): void {
    const { room } = this;
    const registers = [this.registry];
    new Gauge({
      name: 'decision_store_used_ratio',
      help: 'Share of the memory of the store that is in use; absent where it has no bound',
      registers,
      collect() {
        this.remove();
        if (room.usedShare !== null) this.set(room.usedShare);
      },
    });
    new Gauge({
      name: 'decision_store_nearly_full',
      help: 'Whether new work is turned away to keep the rest of the store for what runs',
      registers,
      collect() {
        this.set(room.isNearlyFull ? 1 : 0);
      },
    });
  }

  private count(): void {
    this.gauge('decision_processes', 'Processes in the store', ['status'], (gauge, { counts }) => {
      for (const [status, count] of Object.entries(counts)) gauge.set({ status }, count);
    });
    this.gauge(
      'decision_processes_quarantined',
      'Records that cannot be read',
      [],
      (gauge, { quarantined }) => gauge.set(quarantined),
    );
    this.gauge(
      'decision_oldest_pending_age_seconds',
      'Age of the oldest pending process, 0 without one',
      [],
      (gauge, census) => gauge.set(this.ageOf(census.oldestPendingAt)),
    );
    this.gauge(
      'decision_oldest_waiting_age_seconds',
      'Age of the oldest process that waits for people, 0 without one',
      [],
      (gauge, census) => gauge.set(this.ageOf(census.oldestWaitingAt)),
    );
  }

  private gauge<L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    read: (gauge: Gauge<L>, census: ProcessCensus) => void,
  ): void {
    const { census } = this;
    new Gauge<L>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        const taken = await census.take();
        this.reset();
        // A gauge without labels is reset to 0, which would be read as a number.
        if (labelNames.length === 0) this.remove();
        if (taken) read(this, taken);
      },
    });
  }

  private ageOf(createdAt: number | null): number {
    return createdAt === null ? 0 : Math.max(0, this.clock.now() - createdAt) / 1_000;
  }
}

function outcomeOf(failure: unknown): 'refused' | 'unknown' {
  return failure instanceof StoreUnavailable && failure.isRefusal ? 'refused' : 'unknown';
}
