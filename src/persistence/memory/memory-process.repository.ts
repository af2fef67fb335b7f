import type { Change } from '../../decisions/domain/ports/change.feed.js';
import {
  type AskingProcess,
  type DecisionProcess,
  type ProcessReport,
  type ProcessSummary,
  reportOf,
  summaryOf,
} from '../../decisions/domain/decision-process.js';
import { InvalidCursor } from '../../decisions/domain/errors.js';
import type { ProcessId, WorkerId } from '../../decisions/domain/ids.js';
import type {
  DueQuery,
  DueWork,
  ProcessPage,
  ProcessQuery,
  ProcessRepository,
  ProcessStatistics,
  QuarantinePage,
  QuarantineQuery,
  QueueLength,
  RequestPage,
  RequestQuery,
  TimedQuery,
  TimedWork,
} from '../../decisions/domain/ports/process.repository.js';
import {
  byStatus,
  isSettled,
  PROCESS_STATUSES,
  type ProcessStatus,
} from '../../decisions/domain/process-status.js';
import {
  inboxesOf,
  type ListFilter,
  listsOf,
  SETTLED,
  TIMERS,
  workerIndex,
} from '../../decisions/domain/places.js';
import type { IndexEntry } from '../shared/index-order.js';
import { dueWork, queueLengths } from './due-work.js';
import { frozenCopy } from './frozen-copy.js';
import type { MemoryCapacity } from './memory-capacity.js';
import { ProcessIndexes } from './process-indexes.js';
import { pageOf } from './process-page.js';
import { pageOfEngine } from '../shared/engine-page.js';
import { requestPage } from './request-page.js';
import type { SortedIndex } from './sorted-index.js';
import { timedWork } from './timed-work.js';

/**
 * Processes of this instance alone; they end with it. Each method does its work in one turn of the event loop, so that
 * it happens completely or not at all.
 */
export class MemoryProcessRepository implements ProcessRepository {
  private readonly stored = new Map<ProcessId, DecisionProcess>();
  private readonly indexes = new ProcessIndexes();

  constructor(
    private readonly announce: (change: Change) => void,
    private readonly capacity: MemoryCapacity,
  ) {}

  create(process: DecisionProcess): Promise<DecisionProcess> {
    return answer(() => {
      const existing = this.stored.get(process.id);
      if (existing !== undefined) return existing;
      const copy = frozenCopy(process);
      this.stored.set(copy.id, copy);
      this.capacity.stored(copy, null);
      this.indexes.add(copy);
      this.announce(copy);
      return process;
    });
  }

  find(id: ProcessId): Promise<DecisionProcess | null> {
    return answer(() => this.stored.get(id) ?? null);
  }

  summary(id: ProcessId): Promise<ProcessSummary | null> {
    return answer(() => {
      const process = this.stored.get(id);
      return process ? summaryOf(process) : null;
    });
  }

  report(id: ProcessId): Promise<ProcessReport | null> {
    return answer(() => {
      const process = this.stored.get(id);
      return process ? reportOf(process) : null;
    });
  }

  asked(id: ProcessId): Promise<AskingProcess | null> {
    return this.find(id);
  }

  swap(current: DecisionProcess, next: DecisionProcess): Promise<boolean> {
    return answer(() => {
      const stored = this.storedAt(current);
      if (stored === null) return false;
      const copy = frozenCopy(next, { current, stored });
      this.stored.set(copy.id, copy);
      this.capacity.stored(copy, stored);
      this.indexes.change(stored, copy);
      this.announce(copy);
      return true;
    });
  }

  due(query: DueQuery): Promise<DueWork> {
    return answer(() => dueWork(this.indexes, query));
  }

  timers(query: TimedQuery): Promise<TimedWork> {
    return answer(() => timedWork([this.indexes.of(TIMERS)], query));
  }

  requests(query: RequestQuery): Promise<RequestPage> {
    const inboxes = inboxesOf(query.only).map((index) => this.indexes.of(index));
    return answer(() => requestPage(inboxes, query, (id) => this.stored.get(id)));
  }

  queues(): Promise<readonly QueueLength[]> {
    return answer(() => queueLengths(this.indexes));
  }

  ownedBy(worker: WorkerId): Promise<ProcessId[]> {
    return answer(() => [...this.indexes.of(workerIndex(worker)).ascending()].map(({ id }) => id));
  }

  list(query: ProcessQuery): Promise<ProcessPage> {
    const { engine } = query;
    if (engine === undefined) return this.page(query);
    return pageOfEngine({ ...query, engine }, (each) => this.page(each));
  }

  private page(query: ProcessQuery): Promise<ProcessPage> {
    const statuses = query.status === undefined ? PROCESS_STATUSES : [query.status];
    return answer(() => pageOf(this.byCreation(statuses, query), query, (id) => this.stored.get(id)));
  }

  statistics(createdBefore: readonly number[], owner?: string): Promise<ProcessStatistics> {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    return answer(() => ({
      counts: byStatus((status) => sum(this.byCreation([status], { owner }).map(({ size }) => size))),
      oldestPendingAt: this.byCreation(['pending'], { owner })[0]?.first?.at ?? null,
      oldestWaitingAt: this.byCreation(['waiting'], { owner })[0]?.first?.at ?? null,
      createdBefore: createdBefore.map((at) =>
        sum(this.byCreation(PROCESS_STATUSES, { owner }).map((list) => list.countBefore({ at, id: '' }))),
      ),
      quarantined: 0,
    }));
  }

  /** Nothing here is ever unreadable. */
  quarantined({ cursor }: QuarantineQuery): Promise<QuarantinePage> {
    return answer(() => {
      if (cursor !== undefined) throw new InvalidCursor();
      return { records: [], nextCursor: null };
    });
  }

  removeQuarantined(): Promise<boolean> {
    return answer(() => false);
  }

  remove(process: DecisionProcess): Promise<boolean> {
    return answer(() => {
      const stored = this.storedAt(process);
      if (stored === null || !isSettled(process) || !isSettled(stored)) return false;
      this.forget(stored);
      return true;
    });
  }

  removeSettled(before: number, limit: number): Promise<number> {
    return answer(() => {
      const ids = leading(this.indexes.of(SETTLED).ascending(), limit, ({ at }) => at < before);
      const found = ids.map((id) => this.stored.get(id)).filter((process) => process !== undefined);
      found.forEach((process) => this.forget(process));
      return found.length;
    });
  }

  private byCreation(statuses: readonly ProcessStatus[], filter: ListFilter): SortedIndex[] {
    return listsOf(statuses, filter).map((list) => this.indexes.of(list));
  }

  /** What is stored of a process, if it still has the given revision of the same life. */
  private storedAt({ id, revision, createdAt }: DecisionProcess): DecisionProcess | null {
    const stored = this.stored.get(id);
    return stored?.revision === revision && stored.createdAt === createdAt ? stored : null;
  }

  private forget(process: DecisionProcess): void {
    this.stored.delete(process.id);
    this.capacity.stored(null, process);
    this.indexes.delete(process);
    this.announce({ id: process.id, revision: process.revision, status: 'removed' });
  }
}

/** Answers later, as other stores do, and with a rejection where the work throws. */
function answer<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

/** The ids of at most `limit` leading entries that meet a condition. */
function leading(
  entries: Iterable<IndexEntry>,
  limit: number,
  holds: (entry: IndexEntry) => boolean,
): ProcessId[] {
  const ids: ProcessId[] = [];
  for (const entry of entries) {
    if (ids.length >= limit || !holds(entry)) break;
    ids.push(entry.id);
  }
  return ids;
}
