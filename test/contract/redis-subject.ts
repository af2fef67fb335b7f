import { randomUUID } from 'node:crypto';
import type { ProcessId } from '../../src/decisions/domain/ids.js';
import type { Persistence } from '../../src/persistence/persistence.js';
import type { RedisOptions } from '../../src/persistence/redis/opening/redis-options.js';
import { openRedisPersistence } from '../../src/persistence/redis/redis-persistence.js';
import { type PartitionKeys, ProcessKeys } from '../../src/persistence/redis/server/process-keys.js';
import { type RedisServer, TEST_PREFIX } from '../support/redis-server.js';
import type { Subject } from './subject.js';

/** On a busy machine an answer may be slow without anything being wrong; tests of what is slow say so themselves. */
const PATIENCE_MS = 10_000;

export interface RedisSubject extends Subject {
  readonly keyPrefix: string;
  /** The keys of the partition that a process belongs to. */
  readonly keysOf: (process: { readonly id: ProcessId }) => PartitionKeys;
}

/**
 * An empty store on a server that is there already: apart from all others by its prefix.
 *
 * @param cleared masters nobody else has a store on any more. A store that opens empty searches the server for others:
 *   what many tests left there would be searched by each
 */
export async function openRedisSubject(
  options: RedisOptions,
  cleared: readonly RedisServer[] = [],
): Promise<RedisSubject> {
  await Promise.all(cleared.map(({ admin }) => admin.flushall()));
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
  const keysOf: RedisSubject['keysOf'] = ({ id }) => new ProcessKeys(keyPrefix).of(id);
  return { persistence, keyPrefix, keysOf, reopen, dispose };
}
