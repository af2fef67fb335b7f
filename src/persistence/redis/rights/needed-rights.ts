import type { PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import { digestOf, REDIS_SCRIPTS } from '../server/scripts.js';

/** A command the store needs, with a call of it that changes nothing of what is stored. */
export interface NeededRight {
  readonly command: string;
  /** Completes "the command …, which …". */
  readonly purpose: string;
  readonly args: readonly (string | number)[];
}

/**
 * Calls for the server of each partition. Canary keys have fixed names, and what is put into them is taken out by the
 * same batch, or by the next one if this instance ends halfway.
 */
export function partitionRights({ canary, canaries: { hash, set, index } }: PartitionKeys): NeededRight[] {
  const { lua } = REDIS_SCRIPTS.missingProcess;
  const [stores, reads] = ['stores processes', 'reads processes'];
  const [enters, lists, compares] = ['enters processes in indexes', 'lists processes', 'compares indexes'];
  return [
    right('get', 'knows a removal again', canary),
    right('exists', reads, canary),
    right('type', 'tells records from anything else', canary),
    right('hset', stores, hash, 'f', ''),
    right('hget', stores, hash, 'f'),
    right('hmget', reads, hash, 'f'),
    right('hgetall', reads, hash),
    right('hkeys', 'reads what people were asked', hash),
    right('hdel', stores, hash, 'f'),
    right('unlink', 'removes processes', hash),
    right('sadd', 'notes which queues there are', set, 'm'),
    right('smembers', 'looks for queues', set),
    right('sscan', compares, set, 0),
    right('srem', compares, set, 'm'),
    // Only changes what exists.
    right('zadd', enters, index, 'XX', 0, 'm'),
    right('zrem', 'takes processes out of indexes', index, 'm'),
    right('zscore', 'looks into indexes', index, 'm'),
    right('zmscore', compares, index, 'm'),
    right('zcard', 'counts processes', index),
    right('zcount', 'counts processes', index, 0, 0),
    right('zrange', lists, index, 0, 0),
    right('zrangebyscore', 'finds what may be removed', index, 0, 0),
    right('zscan', compares, index, 0),
    right('zintercard', 'checks indexes before it writes', 1, index),
    right('eval', 'sends scripts', lua, 1, canary, ''),
    right('evalsha', 'runs scripts', digestOf(lua), 1, canary, ''),
  ];
}

/** Calls for any server about keys that belong to no partition. */
export function commonRights({ workers, workerFacts, queues, changes }: ProcessKeys): NeededRight[] {
  const nobody = ':canary';
  return [
    right('zrem', 'ends leases', workers, nobody),
    right('zrange', 'reads leases', workers, 0, 0),
    right('hdel', 'forgets workers', workerFacts, nobody),
    right('srem', 'keeps the names of queues', queues, nobody),
    right('publish', 'announces changes', changes, ''),
  ];
}

/** Calls for each server that concern no key. */
export function serverRights({ pattern }: ProcessKeys): NeededRight[] {
  return [right('time', 'judges leases'), right('scan', 'compares indexes', 0, 'MATCH', pattern, 'COUNT', 1)];
}

function right(command: string, purpose: string, ...args: readonly (string | number)[]): NeededRight {
  return { command, purpose, args };
}
