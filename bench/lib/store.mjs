import { openRedisPersistence } from '../../dist/persistence/redis/redis-persistence.js';

/** Long: on a machine that stands still for a moment a bench takes longer, and does not fail. */
const COMMAND_TIMEOUT_MS = 30_000;

/** What a server of a bench is told of it: its lease has to be longer. */
export const PATIENT = { REDIS_COMMAND_TIMEOUT_MS: String(COMMAND_TIMEOUT_MS), LEASE_MS: '60000' };

/** The store of this service, on the Redis of a bench. */
export function openStore({ url }, options = {}) {
  return openRedisPersistence({ url, commandTimeoutMs: COMMAND_TIMEOUT_MS, ...options });
}
