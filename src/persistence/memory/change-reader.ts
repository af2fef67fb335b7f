import type { Change } from '../../decisions/domain/ports/change.feed.js';
import type { ProcessId } from '../../decisions/domain/ids.js';

/** How far a reader may be behind; of more, the oldest changes are dropped. */
const UNREAD_AT_MOST = 1_024;

/** One reading of the feed, from its start until either side ends it. */
export class ChangeReader implements AsyncIterableIterator<Change> {
  private readonly unread: Change[] = [];
  private readonly waiting: ((result: IteratorResult<Change>) => void)[] = [];
  private open = true;

  constructor(
    /** The process to read of; all if there is none. */
    private readonly id: ProcessId | undefined,
    private readonly onEnd: () => void,
  ) {}

  offer(change: Change): void {
    if (this.id !== undefined && this.id !== change.id) return;
    const resolve = this.waiting.shift();
    if (resolve === undefined) this.unread.push(change);
    else resolve({ done: false, value: change });
    if (this.unread.length > UNREAD_AT_MOST) this.unread.shift();
  }

  end(): void {
    if (!this.open) return;
    this.open = false;
    this.unread.length = 0;
    for (const resolve of this.waiting.splice(0)) resolve({ done: true, value: undefined });
    this.onEnd();
  }

  next(): Promise<IteratorResult<Change>> {
    const change = this.unread.shift();
    if (change !== undefined) return Promise.resolve({ done: false, value: change });
    if (!this.open) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Change>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
