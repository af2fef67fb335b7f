import {
  type DecisionProcess,
  isSettled,
  type ProcessStatus,
} from '../../decisions/domain/decision-process.js';
import type { ProcessId, WorkerId } from '../../decisions/domain/ids.js';
import { SortedIndex } from './sorted-index.js';

/** Where a process is found by anything but its id. */
export class ProcessIndexes {
  /** All, by creation. */
  readonly created = new SortedIndex();
  /** Those of one status, by creation. */
  readonly status: Readonly<Record<ProcessStatus, SortedIndex>> = {
    pending: new SortedIndex(),
    running: new SortedIndex(),
    completed: new SortedIndex(),
    failed: new SortedIndex(),
    cancelled: new SortedIndex(),
  };
  /** The pending ones, by when they may be begun. */
  readonly waiting = new SortedIndex();
  /** The settled ones, by when they settled. */
  readonly settled = new SortedIndex();
  private readonly owned = new Map<WorkerId, Set<ProcessId>>();

  add(process: DecisionProcess): void {
    this.created.add({ at: process.createdAt, id: process.id });
    this.enter(process);
  }

  change(from: DecisionProcess, to: DecisionProcess): void {
    this.leave(from);
    this.enter(to);
  }

  delete(process: DecisionProcess): void {
    this.leave(process);
    this.created.delete({ at: process.createdAt, id: process.id });
  }

  ownedBy(worker: WorkerId): ProcessId[] {
    return [...(this.owned.get(worker) ?? [])];
  }

  counts(): Record<ProcessStatus, number> {
    const { pending, running, completed, failed, cancelled } = this.status;
    return {
      pending: pending.size,
      running: running.size,
      completed: completed.size,
      failed: failed.size,
      cancelled: cancelled.size,
    };
  }

  private enter(process: DecisionProcess): void {
    const { id, createdAt } = process;
    this.status[process.status].add({ at: createdAt, id });
    if (process.status === 'pending') this.waiting.add({ at: process.runAt, id });
    if (process.status === 'running') this.own(process.worker, id);
    if (isSettled(process)) this.settled.add({ at: process.completedAt, id });
  }

  private leave(process: DecisionProcess): void {
    const { id, createdAt } = process;
    this.status[process.status].delete({ at: createdAt, id });
    if (process.status === 'pending') this.waiting.delete({ at: process.runAt, id });
    if (process.status === 'running') this.disown(process.worker, id);
    if (isSettled(process)) this.settled.delete({ at: process.completedAt, id });
  }

  private own(worker: WorkerId, id: ProcessId): void {
    const ids = this.owned.get(worker) ?? new Set();
    this.owned.set(worker, ids.add(id));
  }

  private disown(worker: WorkerId, id: ProcessId): void {
    const ids = this.owned.get(worker);
    ids?.delete(id);
    if (ids?.size === 0) this.owned.delete(worker);
  }
}
