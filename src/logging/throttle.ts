import type { Clock } from '../decisions/application/base/clock.js';

/** Lets the first of equal messages pass, then one in each period, and counts those in between. */
export class Throttle {
  private readonly periods = new Map<string, { until: number; suppressed: number }>();

  constructor(
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly everyMs: number,
  ) {}

  /** How many were held back since the last that passed; `null` if this one is to be held back too. */
  admit(key: string): number | null {
    const now = this.clock.monotonic();
    const period = this.periods.get(key);
    if (period && now < period.until) {
      period.suppressed++;
      return null;
    }
    this.periods.set(key, { until: now + this.everyMs, suppressed: 0 });
    return period?.suppressed ?? 0;
  }
}
