import type { ProcessId } from '../../domain/ids.js';
import { ConcurrentUpdate } from '../base/errors.js';

/** A change that loses this many times against other writers of its process is given up, and the caller is told. */
const MAX_CONFLICTS = 16;

/**
 * Loads, decides and stores; again when another writer was first.
 *
 * @param attempt answers `null` when another writer was first
 * @throws ConcurrentUpdate
 */
export async function untilStored<T>(id: ProcessId, attempt: () => Promise<T | null>): Promise<T> {
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
    const stored = await attempt();
    if (stored !== null) return stored;
  }
  throw new ConcurrentUpdate(id);
}
