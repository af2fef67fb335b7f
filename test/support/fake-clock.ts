import { TrialClock } from '../../src/authoring/trial-clock.js';

/** Time that stands still until a test lets it pass; chance that always answers the same. */
export class FakeClock extends TrialClock {
  randomness = 0.5;

  override random(): number {
    return this.randomness;
  }

  /** Lets `ms` pass, timer by timer, with everything each timer sets off done before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.now() + ms;
    await settle();
    while (this.nextTimerAt <= end) {
      this.moveToNextTimer();
      await settle();
    }
    this.moveTo(end);
    await settle();
  }

  /** Time passes and no timer is served, as while something blocks the event loop. */
  stall(ms: number): void {
    this.moveTo(this.now() + ms);
  }
}

/** Resolves when every promise chain under way in memory has come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
