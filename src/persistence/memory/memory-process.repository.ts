import type { Change } from '../../decisions/domain/ports/change.feed.js';
import {
  type AskingProcess,
  type ProcessReport,
  type ProcessSummary,
  reportOf,
  summaryOf,
} from '../../decisions/domain/process-summary.js';
import type { DecisionProcess } from '../../decisions/domain/decision-process.js';
import { InvalidCursor } from '../../decisions/domain/errors.js';
import type { ProcessId, WorkerId } from '../../decisions/domain/ids.js';
import type {
  DueQuery,
  DueWork,
  QueueLength,
  TimedQuery,
  TimedWork,
} from '../../decisions/domain/ports/due.queries.js';
import type {
  ProcessPage,
  ProcessQuery,
  ProcessStatistics,
  QuarantinePage,
  QuarantineQuery,
  RequestPage,
  RequestQuery,
} from '../../decisions/domain/ports/list.queries.js';
import type { ProcessRepository } from '../../decisions/domain/ports/process.repository.js';
import { isSettled, PROCESS_STATUSES } from '../../decisions/domain/process-status.js';
import { inboxesOf, SETTLED, TIMERS, workerIndex } from '../../decisions/domain/indexes/index-names.js';
import { dueWork, queueLengths } from './due-work.js';
import { frozenCopy } from './frozen-copy.js';
import { leading } from './leading.js';
import type { MemoryCapacity } from './memory-capacity.js';
import { ProcessIndexes } from './process-indexes.js';
import { pageOf } from './process-page.js';
import { pageOfEngine } from '../shared/engine-page.js';
import { requestPage } from './request-page.js';
import { byCreation, statistics } from './statistics.js';
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
    return answer(() =>
      pageOf(byCreation(this.indexes, statuses, query), query, (id) => this.stored.get(id)),
    );
  }

  statistics(createdBefore: readonly number[], owner?: string): Promise<ProcessStatistics> {
    return answer(() => statistics(this.indexes, createdBefore, owner));
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
      const entries = leading(this.indexes.of(SETTLED).ascending(), limit, ({ at }) => at < before);
      const found = entries.map(({ id }) => this.stored.get(id)).filter((process) => process !== undefined);
      found.forEach((process) => this.forget(process));
      return found.length;
    });
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
