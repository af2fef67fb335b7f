import type { CancelTimer, Clock } from './clock.js';

/**
 * Calls `run` again and again, `everyMs` after the last call ended, with jitter so that instances started together
 * drift apart. Never two calls at once. A call that rejects is reported and does not end the loop.
 */
export class PeriodicTask {
  private underway: Promise<void> | null = null;
  private cancelTimer: CancelTimer | null = null;
  private wanted = false;
  private stopped = true;
  private attemptedAt: number | null = null;

  constructor(
    private readonly clock: Clock,
    readonly everyMs: number,
    private readonly run: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Monotonic time of the last call, successful or not; `null` before the first. */
  get lastAttemptAt(): number | null {
    return this.attemptedAt;
  }

  start(): void {
    this.stopped = false;
    this.wake();
  }

  /** Calls now, or once more right after the call under way. */
  wake(): void {
    if (this.stopped) return;
    this.wanted = true;
    this.underway ??= this.turn();
  }

  /** No call begins any more; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelTimer?.();
    await this.underway;
  }

  private async turn(): Promise<void> {
    this.cancelTimer?.();
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      this.attemptedAt = this.clock.monotonic();
      await this.run().catch(this.onError);
    }
    this.underway = null;
    if (!this.stopped) this.cancelTimer = this.clock.after(this.jittered(), () => this.wake());
  }

  private jittered(): number {
    return this.everyMs * (0.8 + 0.4 * this.clock.random());
  }
}
