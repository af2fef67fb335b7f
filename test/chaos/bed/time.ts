import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds on the clock that all processes of a machine share and nobody can set. */
export function now(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}

export function sleep(ms: number): Promise<void> {
  return delay(ms);
}

/** Waits until `condition` holds; `false` if it did not within `limitMs`. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 20,
): Promise<boolean> {
  const end = now() + limitMs;
  while (!(await condition())) {
    if (now() > end) return false;
    await delay(everyMs);
  }
  return true;
}

/** For work in the background whose failure shows elsewhere. */
export function quiet(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
