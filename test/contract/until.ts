import { setTimeout as delay } from 'node:timers/promises';

/** Far more than anything takes: it ends a test that waits for what never comes, on a machine however busy. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 2;

/** Waits for what only the passing of time or another connection can bring about. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Not so within ${PATIENCE_MS} ms: ${String(condition)}`);
    await delay(PAUSE_MS);
  }
}
