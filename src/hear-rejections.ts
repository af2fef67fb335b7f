import type { INestApplication } from '@nestjs/common';
import { ProcessEvents } from './decisions/application/base/process-events.js';

/**
 * A promise that is rejected while nobody waits for it, e.g. one a step has made and forgotten, is reported and counted
 * as a failure in the background. It would end the program otherwise, and with it the work of every other process.
 */
export function hearRejections(app: INestApplication): void {
  const events = app.get(ProcessEvents);
  process.on('unhandledRejection', (reason) => events.trouble('unhandled_rejection', reason));
}
