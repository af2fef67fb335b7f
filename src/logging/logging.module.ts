import { Module } from '@nestjs/common';
import { LoggerModule, type Params } from 'nestjs-pino';
import type { Logger } from 'pino';
import { Env } from '../config/env.js';
import { RUN_SETTINGS, type RunSettings } from '../decisions/application/base/run-settings.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { HealthModule } from '../health/health.module.js';
import { ProcessLog } from './process-log.js';
import { RequestLog } from './request-log.js';
import { createRootLogger, ROOT_LOGGER } from './root-logger.js';
import { StartLog } from './start-log.js';
import { StoreLog } from './store-log.js';

@Module({
  providers: [
    {
      provide: ROOT_LOGGER,
      inject: [Env, RUN_SETTINGS],
      useFactory: (env: Env, { worker }: RunSettings) => createRootLogger(env, worker),
    },
  ],
  exports: [ROOT_LOGGER],
})
class RootLoggerModule {}

/** Everything this service logs, as lines of one logger. Nest's own logger is `Logger` of `nestjs-pino`. */
@Module({
  imports: [
    RootLoggerModule,
    LoggerModule.forRootAsync({
      imports: [RootLoggerModule],
      inject: [ROOT_LOGGER],
      useFactory: withoutMiddleware,
    }),
    DecisionsModule,
    HealthModule,
  ],
  providers: [ProcessLog, RequestLog, StartLog, StoreLog],
})
export class LoggingModule {}

/**
 * What the framework logs goes through our logger. The library's middleware is not used: it would make a logger for
 * each request and keep it in an asynchronous context, which takes a tenth of a request's CPU time; a line about a
 * request names the request itself.
 */
function withoutMiddleware(logger: Logger): Params {
  return { pinoHttp: { logger, autoLogging: false }, forRoutes: [] };
}
