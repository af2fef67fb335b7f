import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.js';
import { Env } from './config/env.js';
import { configureApp, httpAdapter } from './configure-app.js';
import { WorkerLifecycle } from './decisions/application/background/worker-lifecycle.js';
import { exitWithCause } from './exit-with-cause.js';
import { hearRejections } from './hear-rejections.js';
import { leaveWith } from './leave-on-signals.js';
import { nestLogger } from './logging/nest-logger.js';

try {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    abortOnError: false,
    // Until there is a logger of ours nothing is worth saying but the cause of a failure, once.
    logger: false,
  });
  const logger = app.get(Logger);
  app.useLogger(nestLogger(logger));
  const env = app.get(Env);
  hearRejections(app);
  leaveWith({
    graceMs: env.SHUTDOWN_GRACE_MS,
    drain: () => app.get(WorkerLifecycle).drain(),
    close: () => app.close(),
  });
  configureApp(app);
  await app.listen(env.PORT, env.HOST);
  logger.log(`listening on ${await app.getUrl()}, documentation at /docs`);
} catch (error) {
  exitWithCause(error);
}
