import { Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { CleanupModule } from './cleanup/cleanup.module.js';
import { ConfigurationModule } from './config/configuration.module.js';
import { Env } from './config/env.js';
import { accessSettings, enginesOptions, tracingOptions } from './config/options.js';
import { persistenceOptions } from './config/store-options.js';
import { STORE_DESCRIPTION } from './decisions/domain/ports/store.description.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { describeService } from './describe-service.js';
import { EnginesModule } from './engines/engines.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PersistenceModule } from './persistence/persistence.module.js';
import { TracingModule } from './tracing/tracing.module.js';

/** The whole composition: which parts there are and how they are bound together. Nothing else is decided here. */
@Module({
  imports: [
    ConfigurationModule,
    LoggingModule,
    PersistenceModule.forRootAsync({ inject: [Env], useFactory: persistenceOptions }),
    EnginesModule.forRootAsync({ inject: [Env], useFactory: enginesOptions }),
    AccessModule.forRootAsync({ inject: [Env], useFactory: accessSettings }),
    HttpModule.forRootAsync({ inject: [STORE_DESCRIPTION], useFactory: describeService }),
    DecisionsModule,
    CleanupModule,
    HealthModule,
    MetricsModule,
    TracingModule.forRootAsync({ inject: [Env], useFactory: tracingOptions }),
  ],
})
export class AppModule {}
