import type { INestApplication } from '@nestjs/common';
import { WorkerLifecycle } from './decisions/application/background/worker-lifecycle.js';

/** What closing HTTP and the store may take on top of the grace that steps get. */
const CLOSING_MS = 5_000;

/**
 * SIGTERM and SIGINT: stop being ready at once, then hand over and close in order. A second signal ends the process
 * immediately, and so does a deadline, because whoever sent the signal will not wait for ever either.
 */
export function leaveOnSignals(app: INestApplication, graceMs: number): void {
  const lifecycle = app.get(WorkerLifecycle);
  const leave = () => {
    if (lifecycle.isDraining) process.exit(130);
    lifecycle.drain();
    setTimeout(() => process.exit(1), graceMs + CLOSING_MS).unref();
    void app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
}
