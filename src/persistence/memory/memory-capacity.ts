import { getHeapStatistics } from 'node:v8';
import type { DecisionProcess } from '../../decisions/domain/decision-process.js';
import type { StoreCapacity } from '../../decisions/domain/ports/store.capacity.js';
import { storedBytes } from './frozen-copy.js';

/** Counts what is stored against a limit: a heap that is full ends the instance, and everything with it. */
export class MemoryCapacity implements StoreCapacity {
  readonly takesWrites = true;
  private bytes = 0;

  /** @param maxBytes by default half of the heap: the rest is for what is running, and for requests */
  constructor(private readonly maxBytes: number = getHeapStatistics().heap_size_limit / 2) {}

  get usedShare(): number {
    return this.bytes / this.maxBytes;
  }

  /** @param before what is no longer stored */
  stored(after: DecisionProcess | null, before: DecisionProcess | null): void {
    this.bytes += bytesOf(after) - bytesOf(before);
  }
}

function bytesOf(process: DecisionProcess | null): number {
  return process === null ? 0 : storedBytes(process);
}
