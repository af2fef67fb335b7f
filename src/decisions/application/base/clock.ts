/** The token under which the clock is injected. */
export const CLOCK = Symbol('CLOCK');

/**
 * Time and random numbers. Everything that would make a run unrepeatable comes from here, so that a test can control
 * it.
 */
export interface Clock {
  /** The store's time as far as it is known, epoch milliseconds. Clocks of machines may differ. */
  now(): number;
  /** Milliseconds that never jump, for measuring what happens within this instance. */
  monotonic(): number;
  /** Calls back once, `delayMs` from now, unless cancelled before. */
  after(delayMs: number, callback: () => void): CancelTimer;
  /** Uniform in [0, 1). */
  random(): number;
  /** Learns the store's time from an exchange that lasted from `sent` to `received` (both monotonic). */
  synchronize(storeNow: number, sent: number, received: number): void;
}

/** Stops a timer that has not fired; does nothing afterwards. */
export type CancelTimer = () => void;

/** A longer timer of Node fires at once: its delay is a signed number of 32 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The real clock. It counts on from the store's time, so a wrong local clock, or one that is set, changes nothing. */
export class SystemClock implements Clock {
  private epoch = Date.now() - performance.now();

  now(): number {
    return Math.floor(this.epoch + performance.now());
  }

  monotonic(): number {
    return performance.now();
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number) => {
      const nextMs = Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS);
      timer = setTimeout(() => (leftMs > nextMs ? wait(leftMs - nextMs) : callback()), nextMs);
    };
    wait(delayMs);
    return () => clearTimeout(timer);
  }

  random(): number {
    return Math.random();
  }

  synchronize(storeNow: number, sent: number, received: number): void {
    // The store read its clock somewhere in between. Within that window there is nothing to correct.
    if (storeNow + 1 < this.epoch + sent) this.epoch = storeNow + 1 - sent;
    if (storeNow > this.epoch + received) this.epoch = storeNow - received;
  }
}

/** Waits, or returns early when `signal` fires. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delayMs, finish);
    signal.addEventListener('abort', finish);
  });
}
