import { openMemoryPersistence } from '../../src/persistence/memory/memory-persistence.js';
import { testPersistence } from './persistence.contract.js';
import type { OpenSubject } from './subject.js';

/** A store in memory has one handle: what it is shared by lives in one instance. */
const openMemory: OpenSubject = () => {
  const persistence = openMemoryPersistence(Date.now);
  return Promise.resolve({
    persistence,
    reopen: () => Promise.resolve(persistence),
    dispose: () => persistence.onApplicationShutdown(),
  });
};

testPersistence('memory', openMemory);
