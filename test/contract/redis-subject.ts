import { randomUUID } from 'node:crypto';
import type { Persistence } from '../../src/persistence/persistence.js';
import type { RedisOptions } from '../../src/persistence/redis/opening/redis-options.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { TEST_PREFIX } from '../support/redis-server.js';
import type { Subject } from './subject.js';

/** On a busy machine an answer may be slow without anything being wrong; tests of what is slow say so themselves. */
const PATIENCE_MS = 10_000;

/** An empty store on a server that is there already: apart from all others by its prefix. */
export async function openRedisSubject(
  options: RedisOptions,
): Promise<Subject & { readonly keyPrefix: string }> {
  const keyPrefix = `${TEST_PREFIX}-${randomUUID()}`;
  const opened: Persistence[] = [];
  const reopen = async () => {
    const persistence = await openRedisPersistence({ commandTimeoutMs: PATIENCE_MS, ...options, keyPrefix });
    opened.push(persistence);
    return persistence;
  };
  const persistence = await reopen();
  const dispose = async () => {
    await Promise.all(opened.map((each) => each.onApplicationShutdown()));
  };
  return { persistence, keyPrefix, reopen, dispose };
}
