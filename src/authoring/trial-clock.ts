import type { CancelTimer, Clock } from '../decisions/application/base/clock.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved. Its random numbers are always the same. */
export class TrialClock implements Clock {
  private time = 1_700_000_000_000;
  private readonly timers = new Set<Timer>();

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  synchronize(): void {
    // There is no store that could know better.
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    const timer = { at: this.time + delayMs, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Does nothing if `time` has passed. */
  moveTo(time: number): void {
    this.time = Math.max(this.time, time);
  }

  /** When the next timer is due; `Infinity` if there is none. */
  get nextTimerAt(): number {
    return Math.min(...[...this.timers].map(({ at }) => at));
  }

  /** Lets time pass until the next timer is due. */
  moveToNextTimer(): void {
    const next = [...this.timers].find(({ at }) => at === this.nextTimerAt);
    if (!next) return;
    this.timers.delete(next);
    this.moveTo(next.at);
    next.callback();
  }
}
