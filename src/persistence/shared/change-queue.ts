import type { Change } from '../../decisions/domain/ports/change.feed.js';
import type { ProcessId } from '../../decisions/domain/ids.js';

/** How many changes a slow consumer may be behind; the oldest beyond that are dropped. */
const CAPACITY = 1_024;

/** The changes one consumer has not taken yet. */
export class ChangeQueue implements AsyncIterableIterator<Change> {
  private readonly waiting: Change[] = [];
  private readonly takers: ((result: IteratorResult<Change>) => void)[] = [];
  private ended = false;

  constructor(
    /** The one process whose changes count, or all. */
    private readonly id: ProcessId | undefined,
    private readonly onEnd: () => void,
  ) {}

  push(change: Change): void {
    if (this.ended || (this.id !== undefined && this.id !== change.id)) return;
    const take = this.takers.shift();
    if (take !== undefined) {
      take({ done: false, value: change });
      return;
    }
    this.waiting.push(change);
    if (this.waiting.length > CAPACITY) this.waiting.shift();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.waiting.length = 0;
    for (const take of this.takers.splice(0)) take({ done: true, value: undefined });
    this.onEnd();
  }

  next(): Promise<IteratorResult<Change>> {
    const change = this.waiting.shift();
    if (change !== undefined) return Promise.resolve({ done: false, value: change });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.takers.push(resolve));
  }

  return(): Promise<IteratorResult<Change>> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
