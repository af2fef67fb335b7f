import { type IndexEntry, type IndexPosition, isOlder } from '../shared/index-order.js';

const CHUNK_LENGTH = 512;

/**
 * Entries in order, kept in sorted chunks: finding a place is two binary searches, a write moves the rest of one chunk,
 * and an append, the usual case for times, moves nothing. One array would move everything behind the place; a balanced
 * tree costs an object per entry. Iterators must be finished before the next write.
 */
export class SortedIndex {
  private readonly chunks: IndexEntry[][] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  get first(): IndexEntry | null {
    return this.chunks[0]?.[0] ?? null;
  }

  /** Adds an entry that is not there yet. */
  add(entry: IndexEntry): void {
    const at = this.chunkOf(entry);
    const chunk = this.chunks[at];
    if (chunk === undefined) this.chunks.push([entry]);
    else chunk.splice(placeIn(chunk, entry), 0, entry);
    if (chunk !== undefined && chunk.length > CHUNK_LENGTH) {
      this.chunks.splice(at + 1, 0, chunk.splice(CHUNK_LENGTH / 2));
    }
    this.count += 1;
  }

  delete(entry: IndexEntry): void {
    const at = this.chunkOf(entry);
    const chunk = this.chunks[at] ?? [];
    const nth = placeIn(chunk, entry);
    if (chunk[nth] === undefined || isOlder(entry, chunk[nth])) return;
    chunk.splice(nth, 1);
    if (chunk.length === 0) this.chunks.splice(at, 1);
    this.count -= 1;
  }

  /** How many entries come before a position; adds up one number per chunk. */
  countBefore(position: IndexPosition): number {
    const at = Math.max(this.chunkOf(position), 0);
    const whole = this.chunks.slice(0, at).reduce((sum, chunk) => sum + chunk.length, 0);
    return whole + placeIn(this.chunks[at] ?? [], position);
  }

  *ascending(): Generator<IndexEntry> {
    for (const chunk of this.chunks) yield* chunk;
  }

  /** Entries after one that may or may not be there, the nearest first. */
  *after(position: IndexPosition): Generator<IndexEntry> {
    const start = Math.max(this.chunkOf(position), 0);
    for (let at = start; at < this.chunks.length; at++) {
      for (const entry of this.chunks[at] ?? []) if (isOlder(position, entry)) yield entry;
    }
  }

  /** Entries before a position, the nearest first. */
  *descending(before: IndexPosition): Generator<IndexEntry> {
    const start = this.chunkOf(before);
    for (let at = start; at >= 0; at--) {
      const chunk = this.chunks[at] ?? [];
      const end = at === start ? placeIn(chunk, before) : chunk.length;
      for (const entry of chunk.slice(0, end).reverse()) yield entry;
    }
  }

  /** The first chunk that reaches a position, otherwise the last one; -1 if there is none. */
  private chunkOf(position: IndexPosition): number {
    const ending = countWhile(this.chunks, (chunk) =>
      chunk.slice(-1).some((last) => isOlder(last, position)),
    );
    return Math.min(ending, this.chunks.length - 1);
  }
}

function placeIn(chunk: readonly IndexEntry[], position: IndexPosition): number {
  return countWhile(chunk, (entry) => isOlder(entry, position));
}

/** How many items at the front meet a condition that none behind them meets. */
function countWhile<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) from = middle + 1;
    else to = middle;
  }
  return from;
}
