import type { Change, ChangeFeed } from '../../decisions/domain/ports/change.feed.js';
import type { ProcessId } from '../../decisions/domain/ids.js';
import { ChangeReader } from './change-reader.js';

/** Hands every write of the store to all who are reading. */
export class MemoryChangeFeed implements ChangeFeed {
  readonly isHearing = true;
  private readonly readers = new Set<ChangeReader>();

  announce({ id, revision, status }: Change): void {
    for (const reader of this.readers) reader.offer({ id, revision, status });
  }

  changes(signal: AbortSignal, id?: ProcessId): AsyncIterable<Change> {
    const end = () => reader.end();
    const reader = new ChangeReader(id, () => {
      this.readers.delete(reader);
      signal.removeEventListener('abort', end);
    });
    this.readers.add(reader);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    return reader;
  }

  /** Ends all reading. */
  close(): void {
    for (const reader of this.readers) reader.end();
  }
}
