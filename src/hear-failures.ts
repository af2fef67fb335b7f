import type { INestApplication } from '@nestjs/common';
import { ProcessEvents } from './decisions/application/base/process-events.js';

/**
 * Failures that nobody waits for, e.g. of what a step has started and not awaited, are reported and counted as failures
 * in the background.
 *
 * A rejected promise does not end the program: that would affect the work of every other process. An exception thrown
 * in a callback may have left anything half done, so the instance ends at once and others take its processes over; a
 * process that ends several instances this way is failed. Node would also print the text of the exception, which may
 * contain credentials.
 */
export function hearFailures(app: INestApplication): void {
  const events = app.get(ProcessEvents);
  process.on('unhandledRejection', (reason) => events.trouble('unhandled_rejection', reason));
  process.on('uncaughtException', (error) => {
    try {
      events.trouble('uncaught_exception', error);
    } finally {
      process.exit(1);
    }
  });
}
