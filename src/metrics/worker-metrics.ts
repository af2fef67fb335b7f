import { Inject, Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { RUN_SETTINGS, type RunSettings } from '../decisions/application/base/run-settings.js';
import { RunSlots } from '../decisions/application/ownership/run-slots.js';
import { WorkerHeartbeat } from '../decisions/application/ownership/worker-heartbeat.js';
import { WorkerLifecycle } from '../decisions/application/background/worker-lifecycle.js';

/** What this instance does as a worker. */
@Injectable()
export class WorkerMetrics {
  constructor(
    registry: Registry,
    heartbeat: WorkerHeartbeat,
    slots: RunSlots,
    lifecycle: WorkerLifecycle,
    @Inject(RUN_SETTINGS) settings: RunSettings,
  ) {
    new Gauge({
      name: 'decision_worker_info',
      help: 'This instance as a worker, under the name it has in the log and in statuses',
      labelNames: ['worker', 'role'],
      registers: [registry],
    }).set({ worker: settings.worker, role: settings.role }, 1);
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `decision_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    gauge(
      'lease_margin_seconds',
      'Time left until the lease counts as lost',
      () => heartbeat.leaseMargin / 1_000,
    );
    gauge('runs_active', 'Processes being run here', () => slots.active.length);
    gauge('run_slots_free', 'Processes that could be begun here now', () => slots.free);
    gauge('draining', 'Whether the instance is shutting down', () => Number(lifecycle.isDraining));
  }
}
