import { Redis } from 'ioredis';
import type { StoreWarning } from '../../persistence.js';
import { PARTITION_TAGS } from '../server/partitions.js';
import type { RedisClient } from '../server/redis-link.js';
import { mastersOf } from '../server/servers.js';
import type { ServerInfo } from './redis-info.js';

/**
 * Keys looked at in each database: enough to find a store that makes up most of it, and quick however many keys there
 * are.
 */
const ROUNDS = 10;
const KEYS_A_ROUND = 1_000;
const MAX_DATABASES = 4;

interface Place {
  readonly prefix: string;
  readonly db: number;
}

/**
 * Stores of this service on the same server other than the given one. If somebody has changed the prefix or database by
 * mistake, the new store is empty, and nothing else says that the old one still exists.
 */
export async function otherStores(
  client: RedisClient,
  own: Place,
  infos: readonly ServerInfo[],
): Promise<StoreWarning[]> {
  const here = await Promise.all(mastersOf(client).map((master) => prefixesOn(master)));
  const there = client instanceof Redis ? await elsewhere(client, own.db, infos) : [];
  const found = [...new Set(here.flat())]
    .filter((prefix) => prefix !== own.prefix)
    .map((prefix) => ({ prefix, db: own.db }));
  return [...found, ...there].map(toWarning);
}

async function elsewhere(client: Redis, own: number, infos: readonly ServerInfo[]): Promise<Place[]> {
  const fields = infos.flatMap((info) => [...info.keys()]);
  const numbers = fields.flatMap((field) => /^db(\d+)$/.exec(field)?.slice(1).map(Number) ?? []);
  const others = numbers.filter((db) => db !== own).slice(0, MAX_DATABASES);
  const places = others.map(async (db) => (await prefixesIn(client, db)).map((prefix) => ({ prefix, db })));
  return (await Promise.all(places)).flat();
}

async function prefixesIn(client: Redis, db: number): Promise<string[]> {
  const other = client.duplicate({ db, retryStrategy: () => null });
  other.on('error', () => undefined);
  try {
    await other.connect();
    return await prefixesOn(other);
  } finally {
    other.disconnect();
  }
}

async function prefixesOn(server: Redis): Promise<string[]> {
  const prefixes = new Set<string>();
  let cursor = '0';
  for (let round = 0; round < ROUNDS; round++) {
    const [next, keys] = await server.scan(cursor, 'MATCH', '*:{*}:process:*', 'COUNT', KEYS_A_ROUND);
    for (const prefix of keys.flatMap(prefixOf)) prefixes.add(prefix);
    cursor = next;
    if (cursor === '0') break;
  }
  return [...prefixes];
}

const TAGS = new Set<string>(PARTITION_TAGS);

function prefixOf(key: string): string[] {
  const [, prefix, tag] = /^([\w:.-]{1,64}):\{(\w+)\}:process:/.exec(key) ?? [];
  return prefix !== undefined && tag !== undefined && TAGS.has(tag) ? [prefix] : [];
}

function toWarning({ prefix, db }: Place): StoreWarning {
  return {
    code: 'another_store',
    message: `This store is empty, and the same server has another one under the prefix ${prefix} in database ${db}: where processes seem to be gone, the prefix or the database was changed.`,
  };
}
