/**
 * How a run, or one of its steps, is ended from outside. A signal is made only when something asks for one: most steps
 * are over before they would, and a signal with its listeners takes longer than such a step.
 */
export class Ending<R = unknown> {
  private controller: AbortController | null = null;
  private listener: ((reason: R) => void) | null = null;
  private ended: { readonly reason: R } | null = null;

  get hasEnded(): boolean {
    return this.ended !== null;
  }

  /** Why; `null` while it has not ended. */
  get reason(): R | null {
    return this.ended?.reason ?? null;
  }

  /** Fires when it ends; it is the same signal for everybody who asks. */
  get signal(): AbortSignal {
    if (this.controller === null) {
      this.controller = new AbortController();
      if (this.ended) this.controller.abort(this.ended.reason);
    }
    return this.controller.signal;
  }

  /** The first reason counts. */
  end(reason: R): void {
    if (this.ended) return;
    this.ended = { reason };
    this.controller?.abort(reason);
    this.listener?.(reason);
  }

  /**
   * Calls back when it ends, or at once if it has already ended. Only the last callback is kept.
   *
   * @returns a function that forgets the callback
   */
  whenEnded(callback: (reason: R) => void): () => void {
    if (this.ended) callback(this.ended.reason);
    else this.listener = callback;
    return () => {
      if (this.listener === callback) this.listener = null;
    };
  }

  /** Throws the reason if it has ended. */
  throwIfEnded(): void {
    if (this.ended) this.signal.throwIfAborted();
  }
}

/** An ending as it looks to the work that it ends. */
export type EndingFromOutside = Pick<Ending, 'hasEnded' | 'signal' | 'throwIfEnded' | 'whenEnded'>;
