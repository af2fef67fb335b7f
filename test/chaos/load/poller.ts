import type { TestBed } from '../bed/test-bed.js';
import { sleep } from '../bed/time.js';
import type { Send } from './caller.js';

/** Asks again and again how one of the latest processes is doing, as impatient clients do. */
export class Poller {
  private stopped = false;

  constructor(
    private readonly bed: TestBed,
    private readonly send: Send,
    private readonly everyMs: number,
  ) {}

  async run(): Promise<void> {
    while (!this.stopped) {
      const [id] = this.bed.journal.accepted.at(-1)?.ids ?? [];
      if (id !== undefined) void this.send(`/decisions/status/${id}`, {});
      await sleep(this.everyMs);
    }
  }

  stop(): void {
    this.stopped = true;
  }
}
