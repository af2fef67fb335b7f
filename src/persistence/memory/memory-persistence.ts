import type { Persistence, StoreWarning } from '../persistence.js';
import { MemoryChangeFeed } from './memory-change.feed.js';
import { MemoryIndexAudit } from './memory-index.audit.js';
import { MemoryProcessRepository } from './memory-process.repository.js';
import { MemoryWorkerRegistry } from './memory-worker.registry.js';

/**
 * A store for development and tests: it forgets everything at the end of the instance.
 *
 * @param now the clock that leases are judged by, epoch milliseconds
 * @param warnings why this is not the store that was asked for, if it is not
 */
export function openMemoryPersistence(
  now: () => number,
  warnings: readonly StoreWarning[] = [],
): Persistence {
  const changes = new MemoryChangeFeed();
  return {
    kind: 'memory',
    durable: false,
    processes: new MemoryProcessRepository((change) => changes.announce(change)),
    indexes: new MemoryIndexAudit(),
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
