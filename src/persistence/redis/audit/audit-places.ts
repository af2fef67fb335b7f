import { Cluster, type Redis } from 'ioredis';
import type { ProcessId, WorkerId } from '../../../decisions/domain/ids.js';
import type { KeyOwner, NamedIndex, PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RedisClient, RedisLink } from '../server/redis-link.js';
import { processIds, scoresReply } from '../server/replies.js';

/** Where a scan begins, and what it answers when it has ended. */
export const SCAN_START = '0';

/** Entries asked for at once. Small collections are answered whole, and have a few more. */
const ENTRIES = 100;
/** Keys asked for at once: they are of all partitions, so few of them are of one. */
const KEYS = 1_000;

/** Something that can be walked from `SCAN_START` on, a window at a time. */
export type Place = (cursor: string) => Promise<AuditWindow>;

export interface AuditWindow {
  readonly cursor: string;
  readonly found: readonly Found[];
}

/** Processes that were found together. */
export interface Found {
  readonly partition: PartitionKeys;
  readonly members: () => Promise<readonly ProcessId[]>;
  /** What they were found in; `null` for records, which were found as keys. */
  readonly index: FoundIndex | null;
}

export interface FoundIndex extends NamedIndex {
  /** Whose set it is, if it is one. */
  readonly owner: WorkerId | null;
}

/**
 * Everything a pass looks at: the entries of each index, which may belong to no record, and all keys of each master,
 * among them records that are in no index and sets of workers that no registry knows.
 */
export class AuditPlaces {
  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  async all(): Promise<Place[]> {
    const masters = await this.link.ask((client) => Promise.resolve(mastersOf(client).length));
    return [
      ...this.keys.partitions.flatMap((partition) =>
        partition.indexes.map((index) => this.index(partition, { ...index, owner: null })),
      ),
      ...Array.from({ length: masters }, (_, nth) => this.master(nth)),
    ];
  }

  private index(partition: PartitionKeys, index: FoundIndex): Place {
    return async (from) => {
      const [cursor, entries] = await this.link.ask((client) =>
        client.zscan(index.key, from, 'COUNT', ENTRIES),
      );
      const ids = processIds(scoresReply(entries).map(([member]) => member));
      return { cursor, found: [{ partition, index, members: () => Promise.resolve(ids) }] };
    };
  }

  /** Masters are looked up anew each time: one that has failed must not hold up the pass. */
  private master(nth: number): Place {
    return async (from) => {
      const scanned = await this.link.ask(async (client) =>
        mastersOf(client)[nth]?.scan(from, 'MATCH', this.keys.pattern, 'COUNT', KEYS),
      );
      if (scanned === undefined) return { cursor: SCAN_START, found: [] };
      const [cursor, names] = scanned;
      const owners = names.map((name) => this.keys.ownerOf(name)).filter((owner) => owner !== null);
      const owned = owners.flatMap((owner) => ('worker' in owner ? [this.ownedBy(owner)] : []));
      return { cursor, found: [...recordsAmong(owners), ...owned] };
    };
  }

  private ownedBy({ partition, worker }: WorkerKey): Found {
    const key = partition.owned(worker);
    const members = async () => processIds(await this.link.ask((client) => client.smembers(key)));
    return { partition, members, index: { name: 'owned', key, owner: worker } };
  }
}

type WorkerKey = Extract<KeyOwner, { worker: WorkerId }>;

function recordsAmong(owners: readonly KeyOwner[]): Found[] {
  const records = new Map<PartitionKeys, ProcessId[]>();
  for (const owner of owners) {
    if ('process' in owner)
      records.set(owner.partition, [...(records.get(owner.partition) ?? []), owner.process]);
  }
  return [...records].map(([partition, ids]) => ({
    partition,
    index: null,
    members: () => Promise.resolve(ids),
  }));
}

function mastersOf(client: RedisClient): Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}
