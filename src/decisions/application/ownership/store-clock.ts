/** One exchange in which the store told its time; `sent` and `received` are monotonic. All in milliseconds. */
interface Exchange {
  readonly storeNow: number;
  readonly sent: number;
  readonly received: number;
}

/**
 * Notices when the clock of the store is set: between two exchanges it has then advanced more, or less, than time has
 * passed here. Drift is not noticed, nor are changes below the tolerance.
 */
export class StoreClock {
  private last: Exchange | null = null;

  constructor(private readonly toleranceMs: number) {}

  /**
   * How far the clock was set since the last exchange, milliseconds, negative when it was set back; 0 if it was not
   * set.
   */
  stepSinceLast(storeNow: number, sent: number, received: number): number {
    const { last } = this;
    this.last = { storeNow, sent, received };
    if (!last) return 0;
    const passed = storeNow - last.storeNow;
    // The store read its clock at some time between `sent` and `received`, in both exchanges.
    const [least, most] = [sent - last.received, received - last.sent];
    if (passed > most + this.toleranceMs) return passed - most;
    return passed < least - this.toleranceMs ? passed - least : 0;
  }
}
