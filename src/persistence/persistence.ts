import type { ChangeFeed } from '../decisions/domain/ports/change.feed.js';
import type { IndexCheck } from '../decisions/domain/ports/index.check.js';
import type { ProcessRepository } from '../decisions/domain/ports/process.repository.js';
import type { StoreCapacity } from '../decisions/domain/ports/store.capacity.js';
import type { StoreDescription } from '../decisions/domain/ports/store.description.js';
import type { WorkerRegistry } from '../decisions/domain/ports/worker.registry.js';

/** The token under which the opened store is injected. */
export const PERSISTENCE = Symbol('PERSISTENCE');

/** One opened store: its ports, and what operators need to know about it. */
export interface Persistence extends StoreDescription {
  /** `host:port` of a store on another machine, for the log alone. */
  readonly address?: string;
  readonly processes: ProcessRepository;
  readonly indexes: IndexCheck;
  readonly workers: WorkerRegistry;
  readonly changes: ChangeFeed;
  /** What the store's own settings put at risk, and why it is not the configured store. Known once opened. */
  readonly warnings: readonly StoreWarning[];
  /** What an operator may want to know at start, for the log alone. */
  readonly notices?: readonly StoreWarning[];
  /** As the last check found it. */
  readonly capacity: StoreCapacity;
  /**
   * Proves that the store accepts a write now, and that everything else it needs is allowed.
   *
   * @returns how long the write took, milliseconds
   * @throws StoreUnavailable
   */
  check(): Promise<number>;
  /** Calls `listener` whenever a connection to the store has ended, so that this is known before the next check. */
  onInterruption(listener: () => void): void;
  /** Nest calls it last, when nothing uses the store any more. */
  onApplicationShutdown(): Promise<void>;
}

/** A fixed code, e.g. `memory_fallback`, `eviction_policy`, `aof_off`, and a sentence for the log. */
export interface StoreWarning {
  readonly code: string;
  readonly message: string;
  /** Whether the instance differs from its configuration in a way that its health reports. */
  readonly degrades?: boolean;
}
