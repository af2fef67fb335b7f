import {
  ConfigurableModuleBuilder,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { ProcessEvents } from '../decisions/application/base/process-events.js';
import { RUN_SETTINGS, type RunSettings } from '../decisions/application/base/run-settings.js';
import { StepTracing } from '../decisions/application/running/step-tracing.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { openTracing, type TracingOptions } from './open-tracing.js';
import { RequestTracing } from './request-tracing.js';
import { TRACING, type Tracing } from './tracing.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<TracingOptions>()
  .setClassMethodName('forRoot')
  .build();

/** Traces of requests and steps, if they are wanted. The application knows only that its steps may be traced. */
@Module({
  imports: [DecisionsModule],
  providers: [
    {
      provide: TRACING,
      inject: [MODULE_OPTIONS_TOKEN, RUN_SETTINGS, ProcessEvents],
      useFactory: (options: TracingOptions, { worker }: RunSettings, events: ProcessEvents) =>
        openTracing(options, worker, events),
    },
    RequestTracing,
  ],
  exports: [RequestTracing],
})
export class TracingModule extends ConfigurableModuleClass implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(TRACING) private readonly tracing: Tracing | null,
    private readonly steps: StepTracing,
  ) {
    super();
  }

  onModuleInit(): void {
    if (this.tracing) this.steps.use(this.tracing.traceStep);
  }

  /** Steps have ended and HTTP is closed: there are no more spans to come. */
  async onApplicationShutdown(): Promise<void> {
    await this.tracing?.close();
  }
}
