// One process of one step after another on an idle instance: from `ProcessManager.start` to the event that it is settled.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../dist/app.module.js';
import { configureApp, httpAdapter } from '../../dist/configure-app.js';
import { ProcessEvents } from '../../dist/decisions/application/base/process-events.js';
import { ProcessManager } from '../../dist/decisions/application/use-cases/process-manager.js';
import { median } from '../lib/figures.mjs';
import { PAYLOAD } from '../lib/processes.mjs';

export async function open({ url, engines }) {
  Object.assign(process.env, {
    AUTH: 'off',
    ENABLE_REDIS_PERSISTENCE: 'true',
    REDIS_URL: url,
    ENGINE_MODULES: engines,
  });
  const app = await NestFactory.create(AppModule, httpAdapter(), { logger: false, abortOnError: false });
  configureApp(app);
  await app.init();
  const events = app.get(ProcessEvents);
  let settled = () => undefined;
  events.subscribe((event) => {
    if (event.type === 'settled') settled();
  });
  const manager = app.get(ProcessManager);
  const once = async () => {
    // One at a time: whatever is settled next is the one just started.
    const completed = new Promise((resolve) => (settled = resolve));
    const begin = performance.now();
    await manager.start(REQUEST);
    await completed;
    return performance.now() - begin;
  };
  return {
    async middle(times) {
      const taken = [];
      for (let n = 0; n < times; n++) taken.push(await once());
      return median(taken);
    },
  };
}

const REQUEST = {
  query: 'Which supplier should we sign for the next three years?',
  engine: 'bench-one',
  problem: PAYLOAD,
  labels: {},
  idempotencyKey: null,
  traceparent: null,
};
