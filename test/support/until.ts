import { setTimeout as delay } from 'node:timers/promises';

/** Far more than anything takes: it ends a test that waits for what never comes, on a machine however busy. */
const PATIENCE_MS = 40_000;
/** A look may be expensive: the longer it has not been so, the longer is the time to the next. */
const PAUSE_MS = { first: 2, most: 50 };

/** Waits for what only the passing of time or another connection can bring about. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (let pause = PAUSE_MS.first; !(await condition()); pause = Math.min(PAUSE_MS.most, pause * 1.5)) {
    if (performance.now() > end) throw new Error(`Not so within ${PATIENCE_MS} ms: ${String(condition)}`);
    await delay(pause);
  }
}
