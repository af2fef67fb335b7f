import { PROCESS_STATUSES, type ProcessStatus } from '../../../decisions/domain/decision-process.js';
import {
  parseProcessId,
  parseWorkerId,
  type ProcessId,
  type WorkerId,
} from '../../../decisions/domain/ids.js';
import { PARTITION_TAGS, partitionOf } from './partitions.js';

/** What a key found by a scan belongs to. */
export type KeyOwner =
  | { readonly partition: PartitionKeys; readonly process: ProcessId }
  | { readonly partition: PartitionKeys; readonly worker: WorkerId };

export interface NamedIndex {
  readonly name: string;
  readonly key: string;
}

/** Every key and channel of the store. No other file spells one. */
export class ProcessKeys {
  /** All partitions, in the order of their digits. */
  readonly partitions: readonly PartitionKeys[];
  /** Channel of changes. */
  readonly changes: string;
  /** Sorted set: worker by lease end. */
  readonly workers: string;
  /** Pattern of the keys of all partitions. */
  readonly pattern: string;

  constructor(prefix: string) {
    this.pattern = `${prefix}:{*}:*`;
    this.changes = `${prefix}:changes`;
    this.workers = `${prefix}:workers`;
    this.partitions = PARTITION_TAGS.map((tag) => new PartitionKeys(`${prefix}:{${tag}}`));
  }

  of(id: ProcessId): PartitionKeys {
    const partition = this.partitions[partitionOf(id)];
    if (partition === undefined) throw new TypeError('A process id ends in a hex digit.');
    return partition;
  }

  /** The process or the worker a key is of; `null` if it is of neither, or somebody else's. */
  ownerOf(key: string): KeyOwner | null {
    return this.partitions.find((each) => each.has(key))?.ownerOf(key) ?? null;
  }
}

/** The keys of one partition share a hash tag, hence a slot: a script may use any of them together. */
export class PartitionKeys {
  /** Sorted set: id by creation time, of every process. */
  readonly times: string;
  /** Sorted set: id by the time it may be begun, of pending processes. */
  readonly due: string;
  /** Sorted set: id by completion time, of settled processes. */
  readonly settled: string;
  /** Sorted set: id by the time it was found unreadable. */
  readonly quarantine: string;
  /** What write checks write. */
  readonly canary: string;
  /** Sorted sets: id by creation time, one for each status, in the order of `PROCESS_STATUSES`. */
  readonly statuses: readonly string[];
  /** All sorted sets of ids, in the order in which scripts take them. */
  readonly indexes: readonly NamedIndex[];
  /** Stands in scripts where a process has no worker. Never written. */
  readonly nobody: string;

  constructor(private readonly partition: string) {
    this.times = `${partition}:times`;
    this.due = `${partition}:due`;
    this.settled = `${partition}:settled`;
    this.quarantine = `${partition}:quarantine`;
    this.canary = `${partition}:canary`;
    this.statuses = PROCESS_STATUSES.map((status) => this.status(status));
    this.indexes = [
      { name: 'times', key: this.times },
      { name: 'due', key: this.due },
      { name: 'settled', key: this.settled },
      { name: 'quarantine', key: this.quarantine },
      ...PROCESS_STATUSES.map((status) => ({ name: status, key: this.status(status) })),
    ];
    this.nobody = `${partition}:owned:`;
  }

  /** Hash: one process. */
  process(id: ProcessId): string {
    return `${this.partition}:process:${id}`;
  }

  /** String, for a minute: which operation removed the process. */
  removed(id: ProcessId): string {
    return `${this.partition}:removed:${id}`;
  }

  status(status: ProcessStatus): string {
    return `${this.partition}:status:${status}`;
  }

  /** Set: ids of the processes a worker runs. */
  owned(worker: WorkerId): string {
    return `${this.partition}:owned:${worker}`;
  }

  has(key: string): boolean {
    return key.startsWith(`${this.partition}:`);
  }

  ownerOf(key: string): KeyOwner | null {
    const name = key.slice(key.lastIndexOf(':') + 1);
    const [process, worker] = [parseProcessId(name), parseWorkerId(name)];
    if (process !== null && key === this.process(process)) return { partition: this, process };
    return worker !== null && key === this.owned(worker) ? { partition: this, worker } : null;
  }
}
