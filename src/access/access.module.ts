import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { Access, type AccessSettings } from './access.js';
import { AccessGate } from './access.gate.js';
import { RequestRate } from './request-rate.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<AccessSettings>()
  .setClassMethodName('forRoot')
  .build();

/** Who may come in, as whom, and how often. */
@Module({
  providers: [
    {
      provide: AccessGate,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (settings: AccessSettings) =>
        new AccessGate(
          new Access(settings),
          new RequestRate(settings.requestsPerSecond),
          settings.areMetricsOpen,
        ),
    },
  ],
  exports: [AccessGate],
})
export class AccessModule extends ConfigurableModuleClass {}
