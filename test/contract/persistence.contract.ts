import { testChangeFeed } from './change-feed.contract.js';
import { testLinearizability } from './process-history.contract.js';
import { testProcessRepository } from './process-repository.contract.js';
import { testStoreModel } from './process-store.contract.js';
import type { OpenSubject } from './subject.js';
import { testWorkerRegistry } from './worker-registry.contract.js';

/** All that every store keeps, whatever it is made of. */
export function testPersistence(name: string, open: OpenSubject, { part }: { part?: number } = {}): void {
  testProcessRepository(name, open);
  testWorkerRegistry(name, open);
  testChangeFeed(name, open);
  testStoreModel(name, open, part);
  testLinearizability(name, open);
}
