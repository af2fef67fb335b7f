import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';

/** Long: on a machine that stands still for a moment a bench takes longer, and does not fail. */
export const COMMAND_TIMEOUT_MS = 30_000;

/** The store of this service, on the Redis of a bench. */
export function openStore({ url }, options = {}) {
  return openRedisPersistence({ url, commandTimeoutMs: COMMAND_TIMEOUT_MS, ...options });
}
