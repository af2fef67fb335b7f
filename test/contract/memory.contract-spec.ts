import { openMemoryPersistence } from '../../src/persistence/memory/memory-persistence.js';
import { testChangeFeed } from './change-feed.contract.js';
import { testProcessRepository } from './process-repository.contract.js';
import type { OpenSubject } from './subject.js';
import { testLinearizability } from './process-history.contract.js';
import { testStoreModel } from './process-store.contract.js';
import { testWorkerRegistry } from './worker-registry.contract.js';

/** A store in memory has one handle: what it is shared by lives in one instance. */
const openMemory: OpenSubject = () => {
  const persistence = openMemoryPersistence(Date.now);
  return Promise.resolve({
    persistence,
    reopen: () => Promise.resolve(persistence),
    dispose: () => persistence.onApplicationShutdown(),
  });
};

testProcessRepository('memory', openMemory);
testStoreModel('memory', openMemory);
testLinearizability('memory', openMemory);
testWorkerRegistry('memory', openMemory);
testChangeFeed('memory', openMemory);
