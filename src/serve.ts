import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { Env } from './config/env.js';
import { configureApp, httpAdapter } from './configure-app.js';
import { WorkerLifecycle } from './decisions/application/background/worker-lifecycle.js';
import { exitWithCause } from './exit-with-cause.js';
import { hearFailures } from './hear-failures.js';
import { leaveWith } from './leave-on-signals.js';
import type { Logger as PinoLogger } from 'pino';
import { nestLogger } from './logging/nest-logger.js';
import { ROOT_LOGGER } from './logging/root-logger.js';

try {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    abortOnError: false,
    // Before our logger exists, nothing is worth logging but the cause of a failure, once.
    logger: false,
  });
  const logger = app.get(Logger);
  app.useLogger(nestLogger(logger));
  const env = app.get(Env);
  hearFailures(app);
  const lines = app.get<PinoLogger>(ROOT_LOGGER, { strict: false });
  leaveWith({
    graceMs: env.SHUTDOWN_GRACE_MS,
    drain: () => {
      lines.info(
        { event: 'draining', grace_ms: env.SHUTDOWN_GRACE_MS },
        'leaving: no new work, steps may finish',
      );
      app.get(WorkerLifecycle).drain();
    },
    close: async () => {
      await app.close();
      lines.info(
        { event: 'ended', up_s: Math.round(process.uptime()) },
        'left in order: nothing runs here any more',
      );
    },
  });
  configureApp(app);
  await app.listen(env.PORT, env.HOST);
  logger.log(`listening on ${await app.getUrl()}, documentation at /docs`);
} catch (error) {
  exitWithCause(error);
}
