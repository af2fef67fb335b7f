import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { Env } from './config/env.js';
import { configureApp, httpAdapter } from './configure-app.js';
import { leaveOnSignals } from './leave-on-signals.js';
import { exitWithCause } from './exit-with-cause.js';

try {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), {
    abortOnError: false,
    bufferLogs: true,
  });
  const env = app.get(Env);
  await configureApp(app);
  leaveOnSignals(app, env.SHUTDOWN_GRACE_MS);
  await app.listen(env.PORT, env.HOST);
} catch (error) {
  exitWithCause(error);
}
