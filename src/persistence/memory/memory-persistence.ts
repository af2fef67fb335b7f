import type { Persistence, StoreWarning } from '../persistence.js';
import { MemoryChangeFeed } from './memory-change.feed.js';
import { MemoryIndexCheck } from './memory-index.check.js';
import { MemoryProcessRepository } from './memory-process.repository.js';
import { MemoryWorkerRegistry } from './memory-worker.registry.js';

export interface MemoryOptions {
  /** What speaks against memory where this instance runs. */
  readonly warnings?: readonly StoreWarning[];
}

/**
 * A store for development and tests: it forgets everything at the end of the instance.
 *
 * @param now the clock that leases are judged by, epoch milliseconds
 */
export function openMemoryPersistence(now: () => number, { warnings = [] }: MemoryOptions = {}): Persistence {
  const changes = new MemoryChangeFeed();
  return {
    kind: 'memory',
    durable: false,
    processes: new MemoryProcessRepository((change) => changes.announce(change)),
    indexes: new MemoryIndexCheck(),
    workers: new MemoryWorkerRegistry(now),
    changes,
    warnings,
    check: () => Promise.resolve(),
    onInterruption: () => undefined,
    onApplicationShutdown: () => {
      changes.close();
      return Promise.resolve();
    },
  };
}
