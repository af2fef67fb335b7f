import type { Redis } from 'ioredis';
import { membersOf } from '../../support/stored-record.js';

/** All that is stored, as it lies there: read with plain commands, past the program. */
export interface Dump {
  readonly processes: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Scores by id, of every sorted set of every partition: `due`, `settled`, `timers`, `requests`, `status:…`. */
  readonly indexes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Worker by id, for every entry of every worker's index. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly workers: readonly string[];
}

const KEY = /^decisions:(?:\{(?<partition>\w+)\}:)?(?<name>.+)$/;
const BATCH = 500;

export async function readDump(redis: Redis): Promise<Dump> {
  const processes = new Map<string, Record<string, string>>();
  const indexes = new Map<string, Map<string, number>>();
  const owners = new Map<string, string[]>();
  for (const { key, name } of await names(redis)) {
    if (name.startsWith('process:'))
      processes.set(name.slice('process:'.length), await readRecord(redis, key));
    else if (name.startsWith('worker:')) await readOwned(redis, key, name.slice('worker:'.length), owners);
    else if (isIndex(name)) await readIndex(redis, key, name, indexes);
  }
  return { processes, indexes, owners, workers: await redis.zrange('decisions:workers', '0', '-1') };
}

async function names(redis: Redis): Promise<{ key: string; name: string }[]> {
  const keys = new Set<string>();
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [next, found] = await redis.scan(cursor, 'MATCH', 'decisions:*', 'COUNT', BATCH);
    found.forEach((key) => keys.add(key));
    cursor = next;
  }
  return [...keys].map((key) => ({ key, name: KEY.exec(key)?.groups?.name ?? key }));
}

function isIndex(name: string): boolean {
  const known = ['settled', 'quarantine', 'timers', 'requests', 'requests:review'];
  return known.includes(name) || /^(status|due):/.test(name);
}

async function readRecord(redis: Redis, key: string): Promise<Record<string, string>> {
  const record = await redis.hgetall(key);
  return { ...record, ...membersOf(record) };
}

async function readIndex(
  redis: Redis,
  key: string,
  name: string,
  indexes: Map<string, Map<string, number>>,
): Promise<void> {
  const index = indexes.get(name) ?? new Map<string, number>();
  indexes.set(name, index);
  const members = await redis.zrange(key, '0', '-1', 'WITHSCORES');
  for (let at = 0; at < members.length; at += 2) index.set(members[at] ?? '', Number(members[at + 1]));
}

async function readOwned(
  redis: Redis,
  key: string,
  worker: string,
  owners: Map<string, string[]>,
): Promise<void> {
  for (const id of await redis.zrange(key, '0', '-1')) owners.set(id, [...(owners.get(id) ?? []), worker]);
}
