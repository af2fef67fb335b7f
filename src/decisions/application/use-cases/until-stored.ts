import type { ProcessId } from '../../domain/ids.js';
import { ConcurrentUpdate } from '../base/errors.js';

/** A change that loses against other writers of its process this many times is given up, and the caller is told. */
const MAX_CONFLICTS = 16;

/**
 * Load, decide, store; again when someone else was first.
 *
 * @param attempt answers `null` when someone else was first
 * @throws ConcurrentUpdate
 */
export async function untilStored<T>(id: ProcessId, attempt: () => Promise<T | null>): Promise<T> {
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
    const stored = await attempt();
    if (stored !== null) return stored;
  }
  throw new ConcurrentUpdate(id);
}
