import type { CancelTimer, Clock } from './clock.js';

/** What a task does. `stopping` fires when the task is stopped: a call that waits for something has to end then. */
export type TaskCall = (stopping: AbortSignal) => Promise<void>;

/**
 * Calls `run` again and again, `everyMs` after the last call ended, with jitter so that instances started together
 * drift apart. There are never two calls at once. A call that fails is reported and does not end the loop.
 */
export class PeriodicTask {
  private underway: Promise<void> | null = null;
  private cancelTimer: CancelTimer | null = null;
  private wanted = false;
  private stopping: AbortController | null = null;
  private attemptedAt: number | null = null;

  constructor(
    private readonly clock: Clock,
    readonly everyMs: number,
    private readonly run: TaskCall,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * Milliseconds since the last call began, successful or not; 0 while the task is not started.
   *
   * @param now as the clock's `monotonic` says it
   */
  silentMs(now: number): number {
    return this.attemptedAt === null || this.isStopped ? 0 : now - this.attemptedAt;
  }

  start(): void {
    this.stopping = new AbortController();
    this.wake();
  }

  /** Calls now, or once more right after the call under way. */
  wake(): void {
    if (this.isStopped) return;
    this.wanted = true;
    this.underway ??= this.turn();
  }

  /** Starts no more calls; resolves when the one in progress has ended. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    this.cancelTimer?.();
    await this.underway;
  }

  private get isStopped(): boolean {
    return this.stopping?.signal.aborted ?? true;
  }

  private async turn(): Promise<void> {
    this.cancelTimer?.();
    while (this.wanted && this.stopping && !this.stopping.signal.aborted) {
      this.wanted = false;
      this.attemptedAt = this.clock.monotonic();
      await this.call(this.stopping.signal);
    }
    this.underway = null;
    if (!this.isStopped) this.cancelTimer = this.clock.after(this.jittered(), () => this.wake());
  }

  private async call(stopping: AbortSignal): Promise<void> {
    try {
      await this.run(stopping);
    } catch (error) {
      this.onError(error);
    }
  }

  private jittered(): number {
    return this.everyMs * (0.8 + 0.4 * this.clock.random());
  }
}
