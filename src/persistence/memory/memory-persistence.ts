import type { Persistence, StoreWarning } from '../persistence.js';
import { MemoryCapacity } from './memory-capacity.js';
import { MemoryChangeFeed } from './memory-change.feed.js';
import { MemoryIndexCheck } from './memory-index.check.js';
import { MemoryProcessRepository } from './memory-process.repository.js';
import { MemoryWorkerRegistry } from './memory-worker.registry.js';

/** The settings of the memory store. */
export interface MemoryOptions {
  /** Reasons against using memory where this instance runs. */
  readonly warnings?: readonly StoreWarning[];
  /** How much may be stored before no more work is taken; by default half of the heap. */
  readonly maxBytes?: number;
}

/**
 * A store for development and tests: it forgets everything at the end of the instance.
 *
 * @param now the clock that leases are judged by, epoch milliseconds
 */
export function openMemoryPersistence(
  now: () => number,
  { warnings = [], maxBytes }: MemoryOptions = {},
): Persistence {
  const changes = new MemoryChangeFeed();
  const capacity = new MemoryCapacity(maxBytes);
  return {
    kind: 'memory',
    durable: false,
    processes: new MemoryProcessRepository((change) => changes.announce(change), capacity),
    indexes: new MemoryIndexCheck(),
    workers: new MemoryWorkerRegistry(now),
    changes,
    capacity,
    warnings,
    check: () => Promise.resolve(0),
    onInterruption: () => undefined,
    onApplicationShutdown: () => {
      changes.close();
      return Promise.resolve();
    },
  };
}
