import type { DecisionProcess } from '../../decisions/domain/decision-process.js';
import type { ProcessId } from '../../decisions/domain/ids.js';
import type { IndexName } from '../../decisions/domain/indexes/index-names.js';
import { type Place, placesOf } from '../../decisions/domain/indexes/places.js';
import { SortedIndex } from './sorted-index.js';

const EMPTY = new SortedIndex();

/** Where a process is found by something other than its id. */
export class ProcessIndexes {
  private readonly indexes = new Map<IndexName, SortedIndex>();

  /** To be read before the next write. */
  of(index: IndexName): SortedIndex {
    return this.indexes.get(index) ?? EMPTY;
  }

  /** The names of indexes that have entries. */
  get names(): readonly IndexName[] {
    return [...this.indexes.keys()];
  }

  add(process: DecisionProcess): void {
    for (const place of placesOf(process)) this.enter(place, process.id);
  }

  delete(process: DecisionProcess): void {
    for (const place of placesOf(process)) this.leave(place, process.id);
  }

  change(from: DecisionProcess, to: DecisionProcess): void {
    this.delete(from);
    this.add(to);
  }

  private enter({ index, score: at }: Place, id: ProcessId): void {
    const entries = this.indexes.get(index) ?? new SortedIndex();
    this.indexes.set(index, entries);
    entries.add({ at, id });
  }

  private leave({ index, score: at }: Place, id: ProcessId): void {
    const entries = this.of(index);
    entries.delete({ at, id });
    if (entries.size === 0) this.indexes.delete(index);
  }
}
