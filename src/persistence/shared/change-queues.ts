import type { ProcessId } from '../../decisions/domain/ids.js';
import type { Change } from '../../decisions/domain/ports/change.feed.js';
import { ChangeQueue } from './change-queue.js';

/** Everybody who is reading a feed, each with a queue of their own. */
export class ChangeQueues {
  private readonly queues = new Set<ChangeQueue>();

  /** Reads until `signal` fires; changes of one process, or of all. */
  open(signal: AbortSignal, id?: ProcessId): AsyncIterable<Change> {
    const end = () => queue.end();
    const queue = new ChangeQueue(id, () => {
      this.queues.delete(queue);
      signal.removeEventListener('abort', end);
    });
    this.queues.add(queue);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    return queue;
  }

  deliver(change: Change): void {
    for (const queue of this.queues) queue.push(change);
  }

  /** Ends all reading. */
  close(): void {
    for (const queue of this.queues) queue.end();
  }
}
