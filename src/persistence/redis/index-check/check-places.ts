import type { ProcessId } from '../../../decisions/domain/ids.js';
import type { FoundKey, NamedIndex, PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { processIds, scoresReply } from '../server/replies.js';
import { mastersOf } from '../server/servers.js';

/** Where a scan begins, and what it answers when it has ended. */
export const SCAN_START = '0';

/** Entries requested at once. Small collections are answered completely, and have a few more. */
const ENTRIES = 100;
/** Keys requested at once: they belong to all partitions, so each partition has few of them. */
const KEYS = 1_000;

/** Something that can be scanned from `SCAN_START` on, one window at a time. */
export type CheckPlace = (cursor: string) => Promise<CheckWindow>;

/** What one step of a scan has found, and where it goes on: at the end, where it began. */
export interface CheckWindow {
  readonly cursor: string;
  readonly found: readonly Found[];
  /** What else is to be scanned: it was found by this window. */
  readonly more: readonly CheckPlace[];
}

/** Processes that were found together. */
export interface Found {
  readonly partition: PartitionKeys;
  readonly ids: readonly ProcessId[];
  /** Where they were found; `null` for records, which were found as keys. */
  readonly index: NamedIndex | null;
}

/**
 * Everything a pass looks at: all keys of each master, which are records and indexes, known or not, and the entries of
 * each index, which may belong to no record.
 */
export class CheckPlaces {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  async all(): Promise<CheckPlace[]> {
    const masters = await this.link.ask((client) => Promise.resolve(mastersOf(client).length));
    return Array.from({ length: masters }, (_, nth) => this.master(nth));
  }

  /** Masters are looked up each time: one that has failed must not block the pass. */
  private master(nth: number): CheckPlace {
    return async (from) => {
      const scanned = await this.link.ask(async (client) =>
        mastersOf(client)[nth]?.scan(from, 'MATCH', this.keys.pattern, 'COUNT', KEYS),
      );
      if (scanned === undefined) return { cursor: SCAN_START, found: [], more: [] };
      const [cursor, names] = scanned;
      const keys = names.map((name) => this.keys.find(name)).filter((found) => found !== null);
      const more = keys.flatMap((key) => ('index' in key ? [this.index(key.partition, key.index)] : []));
      return { cursor, found: recordsAmong(keys), more };
    };
  }

  private index(partition: PartitionKeys, index: NamedIndex): CheckPlace {
    return async (from) => {
      const [cursor, members] = await this.link.ask(async (client): Promise<[string, string[]]> => {
        // In schema 1, what a worker runs was a set.
        if ((await client.type(index.key)) === 'set') return client.sscan(index.key, from, 'COUNT', ENTRIES);
        const [next, entries] = await client.zscan(index.key, from, 'COUNT', ENTRIES);
        return [next, scoresReply(entries).map(([member]) => member)];
      });
      return { cursor, found: [{ partition, index, ids: processIds(members) }], more: [] };
    };
  }
}

function recordsAmong(keys: readonly FoundKey[]): Found[] {
  const records = new Map<PartitionKeys, ProcessId[]>();
  for (const key of keys) {
    if ('process' in key) records.set(key.partition, [...(records.get(key.partition) ?? []), key.process]);
  }
  return [...records].map(([partition, ids]) => ({ partition, index: null, ids }));
}
