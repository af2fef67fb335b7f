/**
 * How a step is ended from outside. A signal is made only for a step that asks for one: most steps are over before they
 * would, and a signal with its listeners takes longer than such a step.
 */
export class StepEnd {
  private controller: AbortController | null = null;
  private onEnd: (reason: unknown) => void = () => undefined;
  private ending: { readonly reason: unknown } | null = null;

  get hasEnded(): boolean {
    return this.ending !== null;
  }

  /** Fires when the step is to stop; it is the same signal for everybody who asks. */
  get signal(): AbortSignal {
    if (this.controller === null) {
      this.controller = new AbortController();
      if (this.ending) this.controller.abort(this.ending.reason);
    }
    return this.controller.signal;
  }

  /** The first reason counts. */
  end(reason: unknown): void {
    if (this.ending) return;
    this.ending = { reason };
    this.controller?.abort(reason);
    this.onEnd(reason);
  }

  /** Calls back when the step is ended, or at once if it has already been. */
  whenEnded(callback: (reason: unknown) => void): void {
    if (this.ending) callback(this.ending.reason);
    else this.onEnd = callback;
  }
}
