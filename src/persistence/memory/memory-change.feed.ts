import type { ProcessId } from '../../decisions/domain/ids.js';
import type { Change, ChangeFeed } from '../../decisions/domain/ports/change.feed.js';
import { ChangeQueues } from '../shared/change-queues.js';

/** Hands every write of the store to all who are reading. */
export class MemoryChangeFeed implements ChangeFeed {
  readonly isHearing = true;
  private readonly readers = new ChangeQueues();

  announce({ id, revision, status }: Change): void {
    this.readers.deliver({ id, revision, status });
  }

  changes(signal: AbortSignal, id?: ProcessId): AsyncIterable<Change> {
    return this.readers.open(signal, id);
  }

  /** Ends all reading. */
  close(): void {
    this.readers.close();
  }
}
