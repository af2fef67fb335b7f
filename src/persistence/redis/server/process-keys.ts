import { parseProcessId, type ProcessId, type WorkerId } from '../../../decisions/domain/ids.js';
import { FIXED_INDEXES, type IndexName, indexNamed } from '../../../decisions/domain/indexes/index-names.js';
import { PARTITION_TAGS, partitionOf } from './partitions.js';

/** What a key found by a scan holds. */
export type FoundKey =
  | { readonly partition: PartitionKeys; readonly process: ProcessId }
  | { readonly partition: PartitionKeys; readonly index: NamedIndex };

/** An index of one partition, with the key it has there. */
export interface NamedIndex {
  /** One of `IndexName`, `quarantine`, or of `LegacyIndex`. */
  readonly name: string;
  readonly key: string;
}

/** Every key and channel of the store. Only this file contains their names. */
export class ProcessKeys {
  /** All partitions, in the order of their digits. */
  readonly partitions: readonly PartitionKeys[];
  /** Channel of changes. */
  readonly changes: string;
  /** Sorted set: worker by lease end. */
  readonly workers: string;
  /** What each worker tells of itself. */
  readonly workerFacts: string;
  /** Set: names of the queues that have had pending processes. */
  readonly queues: string;
  /** Pattern of the keys of all partitions. */
  readonly pattern: string;

  /** @param db the server's database; its channels are shared by all databases */
  constructor(prefix: string, db = 0) {
    this.pattern = `${prefix}:{*}:*`;
    this.changes = db === 0 ? `${prefix}:changes` : `${prefix}:changes:${db}`;
    this.workers = `${prefix}:workers`;
    this.workerFacts = `${prefix}:worker-facts`;
    this.queues = `${prefix}:queues`;
    this.partitions = PARTITION_TAGS.map((tag) => new PartitionKeys(`${prefix}:{${tag}}`));
  }

  of(id: ProcessId): PartitionKeys {
    const partition = this.partitions[partitionOf(id)];
    if (partition === undefined) throw new TypeError('A process id ends in a hex digit.');
    return partition;
  }

  /** `null` if the key belongs to another program, or is of another kind. */
  find(key: string): FoundKey | null {
    return this.partitions.find((each) => each.has(key))?.find(key) ?? null;
  }
}

/** The keys of one partition share a hash tag and therefore a slot: a script may use any of them together. */
export class PartitionKeys {
  /** Sorted sets of ids that always exist: first those of `FIXED_INDEXES`, in that order. */
  readonly fixed: readonly NamedIndex[];
  /** Sorted set: id by the time it was found unreadable. */
  readonly quarantine: string;
  /** Sorted set: id by creation time, of every process of schema 1. */
  readonly times: string;
  /** Sorted set: id of every pending process of schema 1, by the time it may be begun. */
  readonly due: string;
  /** What write checks write. */
  readonly canary: string;
  /** What further checks write and remove again. */
  readonly canaries: Readonly<Record<'hash' | 'set' | 'index', string>>;
  /** Never written. */
  readonly nothing: string;

  constructor(private readonly partition: string) {
    this.quarantine = `${partition}:quarantine`;
    this.times = `${partition}:${LEGACY.times}`;
    this.due = `${partition}:${LEGACY.due}`;
    this.canary = `${partition}:canary`;
    this.canaries = {
      hash: `${this.canary}:hash`,
      set: `${this.canary}:set`,
      index: `${this.canary}:index`,
    };
    this.nothing = `${partition}:nothing`;
    this.fixed = FIXED_INDEXES.map((name) => ({ name, key: this.index(name) }));
  }

  /** Hash: one process. */
  process(id: ProcessId): string {
    return `${this.partition}:process:${id}`;
  }

  /** Sorted set: id by the score of its place. */
  index(name: IndexName | typeof LEGACY_DUE): string {
    return `${this.partition}:${name}`;
  }

  /** String, for a minute: which operation removed the process. */
  removed(id: ProcessId): string {
    return `${this.partition}:removed:${id}`;
  }

  /** Set: ids of the processes of schema 1 that a worker runs. */
  owned(worker: WorkerId): string {
    return `${this.partition}:${LEGACY.owned}:${worker}`;
  }

  has(key: string): boolean {
    return key.startsWith(`${this.partition}:`);
  }

  find(key: string): FoundKey | null {
    const name = key.slice(this.partition.length + 1);
    const process = parseProcessId(name.slice('process:'.length));
    if (process !== null && key === this.process(process)) return { partition: this, process };
    const isIndex = indexNamed(name) !== null || isLegacyIndex(name) || key === this.quarantine;
    return isIndex ? { partition: this, index: { name, key } } : null;
  }
}

/** The one queue of schema 1. */
export const LEGACY_DUE = 'due';

const LEGACY = { times: 'times', due: LEGACY_DUE, owned: 'owned' } as const;

/** Whether only processes of schema 1 are in it. */
export function isLegacyIndex(name: string): boolean {
  return name === LEGACY.times || name === LEGACY.due || name.startsWith(`${LEGACY.owned}:`);
}
