import { cancel } from '../../src/decisions/domain/transitions.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { accepted, aPendingProcess, CREATED } from './a-process.js';
import { TEST_PREFIX } from './redis-server.js';

/** What one visit to a store saw. */
export interface StoreVisit {
  readonly created: boolean;
  readonly swapped: boolean;
  readonly found: string | undefined;
  readonly heard: readonly string[];
}

/** Creates, changes and finds a process, and hears of it. */
export async function visitStore(url: string): Promise<StoreVisit> {
  const persistence = await openRedisPersistence({ url, keyPrefix: TEST_PREFIX, commandTimeoutMs: 10_000 });
  const { processes, changes } = persistence;
  const process = aPendingProcess();
  const heard: string[] = [];
  const listening = (async () => {
    for await (const { status } of changes.changes(new AbortController().signal, process.id)) {
      heard.push(status);
      if (status === 'cancelled') return;
    }
  })();
  const created = (await processes.create(process)) === process;
  const swapped = await processes.swap(process, accepted(cancel(process, CREATED)));
  const found = (await processes.find(process.id))?.status;
  await listening;
  await persistence.onApplicationShutdown();
  return { created, swapped, found, heard };
}
