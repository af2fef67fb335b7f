import { PROCESS_STATUSES, type ProcessStatus } from '../../decisions/domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../decisions/domain/ids.js';
import { PARTITION_TAGS, partitionOf } from './partitions.js';

/** Every key and channel of the store. No other file spells one. */
export class ProcessKeys {
  /** All partitions, in the order of their digits. */
  readonly partitions: readonly PartitionKeys[];
  /** Channel of changes. */
  readonly changes: string;
  /** Sorted set: worker by lease end. */
  readonly workers: string;

  constructor(prefix: string) {
    this.changes = `${prefix}:changes`;
    this.workers = `${prefix}:workers`;
    this.partitions = PARTITION_TAGS.map((tag) => new PartitionKeys(`${prefix}:{${tag}}`));
  }

  of(id: ProcessId): PartitionKeys {
    const partition = this.partitions[partitionOf(id)];
    if (partition === undefined) throw new TypeError('A process id ends in a hex digit.');
    return partition;
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
  /** Stands in scripts where a process has no worker. Never written. */
  readonly nobody: string;

  constructor(private readonly partition: string) {
    this.times = `${partition}:times`;
    this.due = `${partition}:due`;
    this.settled = `${partition}:settled`;
    this.quarantine = `${partition}:quarantine`;
    this.canary = `${partition}:canary`;
    this.statuses = PROCESS_STATUSES.map((status) => this.status(status));
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
}
