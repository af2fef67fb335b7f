import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { AnswersInFlight } from './answer/answers-in-flight.js';
import { ApiDocs } from './docs/api-docs.js';
import { DocsController } from './docs/docs.controller.js';
import { RootController } from './service/root.controller.js';
import { SERVICE_DESCRIPTION, type ServiceDescription } from './service/service-description.js';
import { ShutdownSignal } from './shutdown-signal.js';

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<ServiceDescription>({
  optionsInjectionToken: SERVICE_DESCRIPTION,
})
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/** What every route is built on, and the routes about the service itself. */
@Module({
  controllers: [RootController, DocsController],
  providers: [ApiDocs, AnswersInFlight, ShutdownSignal],
  exports: [ApiDocs, AnswersInFlight, ShutdownSignal],
})
export class HttpModule extends ConfigurableModuleClass {}
