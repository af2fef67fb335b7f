import { Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { HealthModule } from '../health/health.module.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { ProcessMetrics } from './process-metrics.js';
import { QueueMetrics } from './queue-metrics.js';
import { StoreCensus } from './store-census.js';
import { StoreMetrics } from './store-metrics.js';
import { WorkerMetrics } from './worker-metrics.js';

/** A registry of its own, so that several instances in one program are counted separately. */
@Module({
  imports: [DecisionsModule, HealthModule],
  controllers: [MetricsController],
  providers: [
    { provide: Registry, useFactory: newRegistry },
    StoreCensus,
    StoreMetrics,
    WorkerMetrics,
    QueueMetrics,
    ProcessMetrics,
    HttpMetrics,
  ],
})
export class MetricsModule {}

function newRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
