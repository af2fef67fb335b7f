import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { EventLoopMonitor } from './event-loop-monitor.js';
import { HealthController } from './health.controller.js';
import { HealthSources, InstanceHealth } from './instance-health.js';
import { StoreIndicator } from './store.indicator.js';
import { StoreMonitor } from './store-monitor.js';

@Module({
  imports: [DecisionsModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [InstanceHealth, HealthSources, StoreMonitor, EventLoopMonitor, StoreIndicator],
  exports: [StoreMonitor],
})
export class HealthModule {}
