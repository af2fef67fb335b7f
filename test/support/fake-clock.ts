import type { CancelTimer, Clock } from '../../src/decisions/application/base/clock.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that stands still until a test lets it pass; chance that always answers the same. */
export class FakeClock implements Clock {
  randomness = 0.5;
  private time = 1_700_000_000_000;
  private readonly timers = new Set<Timer>();

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  random(): number {
    return this.randomness;
  }

  synchronize(): void {
    // The store of a test is given this clock's time.
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    const timer = { at: this.time + delayMs, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Lets `ms` pass, timer by timer, with everything each timer sets off done before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (let next = this.nextUntil(end); next; next = this.nextUntil(end)) {
      this.time = Math.max(this.time, next.at);
      this.timers.delete(next);
      next.callback();
      await settle();
    }
    this.time = end;
    await settle();
  }

  /** Time passes and no timer is served, as while something blocks the event loop. */
  stall(ms: number): void {
    this.time += ms;
  }

  private nextUntil(end: number): Timer | undefined {
    return [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Resolves when every promise chain under way in memory has come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
