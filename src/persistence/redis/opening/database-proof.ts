import { StoreRefused } from '../../store-refused.js';
import type { RedisClient } from '../server/redis-link.js';
import { mastersOf } from '../server/servers.js';

/** How Redis and Valkey say it; there is no code for it. */
const OUT_OF_RANGE = /DB index is out of range/i;

/**
 * Selects the database once more: where that fails, the driver stays in database 0 and says so to nobody, and processes
 * would be stored among those of somebody else.
 *
 * @throws StoreRefused where the server has no such database; the server's error where it does not let the user select
 */
export async function proveDatabase(client: RedisClient, db: number): Promise<void> {
  if (db === 0) return;
  try {
    await Promise.all(mastersOf(client).map((node) => node.select(db)));
  } catch (error) {
    if (!OUT_OF_RANGE.test(String(error))) throw error;
    throw new StoreRefused(
      'misconfigured',
      `Redis has no database ${db} (its setting databases says how many there are).`,
    );
  }
}
