import { inTurns, laneOf } from '../../src/decisions/domain/indexes/lanes.js';
import {
  type DecisionProcess,
  isSettled,
  type PendingProcess,
  PROCESS_STATUSES,
  type ProcessStatus,
} from '../../src/decisions/domain/decision-process.js';
import { type ProcessSummary, summaryOf } from '../../src/decisions/domain/process-summary.js';
import type { ProcessId, WorkerId } from '../../src/decisions/domain/ids.js';
import type {
  ProcessQuery,
  ProcessStatistics,
  RequestQuery,
} from '../../src/decisions/domain/ports/list.queries.js';
import type { TimedWork } from '../../src/decisions/domain/ports/due.queries.js';
import { nextTimer } from '../../src/decisions/domain/transitions.js';
import { CREATED } from '../support/a-process.js';

/** Whose processes there are; names of callers may have colons and braces. */
export const OWNERS = [null, 'ada', 'team:{a}'] as const;

type Filter = Omit<ProcessQuery, 'limit' | 'cursor'>;

interface Timed {
  readonly id: ProcessId;
  readonly at: number;
}

function byTime(one: Timed, other: Timed): number {
  return one.at < other.at ? -1 : one.at > other.at ? 1 : one.id < other.id ? -1 : 1;
}

/** What a store is to do, in the simplest way there is: every version of every process, and no index. */
export class StoreModel {
  now = CREATED;
  private readonly versions = new Map<ProcessId, DecisionProcess[]>();

  constructor(
    readonly ids: readonly ProcessId[],
    readonly workers: readonly WorkerId[],
  ) {}

  /** The stored version of a process, or one that many before it, the first at the most. */
  version(id: ProcessId, behind: number): DecisionProcess | null {
    const versions = this.versions.get(id) ?? [];
    return versions.at(-1 - behind) ?? versions[0] ?? null;
  }

  all(): DecisionProcess[] {
    return this.ids.map((id) => this.version(id, 0)).filter((process) => process !== null);
  }

  create(process: DecisionProcess): DecisionProcess {
    const existing = this.version(process.id, 0);
    if (existing === null) this.versions.set(process.id, [process]);
    return existing ?? process;
  }

  swap(current: DecisionProcess, next: DecisionProcess): boolean {
    if (this.version(current.id, 0)?.revision !== current.revision) return false;
    this.versions.get(current.id)?.push(next);
    return true;
  }

  remove(process: DecisionProcess): boolean {
    const stored = this.version(process.id, 0);
    return stored?.revision === process.revision && isSettled(stored) && this.versions.delete(process.id);
  }

  due(): PendingProcess[] {
    const waiting = this.all()
      .filter((process) => process.status === 'pending')
      .filter(({ runAt }) => runAt <= this.now);
    const standing = waiting.map((process) => ({ ...process, lane: laneOf(process.owner) }));
    return inTurns(standing, 0, standing.length);
  }

  timers(): TimedWork {
    const all = this.all()
      .map((process) => ({ id: process.id, at: nextTimer(process) ?? Infinity }))
      .sort(byTime);
    const next = all.find(({ at }) => at > this.now)?.at ?? Infinity;
    return {
      entries: all.filter(({ at }) => at <= this.now),
      nextAt: next === Infinity ? null : next,
    };
  }

  requests(only: RequestQuery['only']): ProcessId[] {
    return this.all()
      .filter((process) => process.status === 'waiting')
      .filter(
        ({ owner, request }) =>
          only === undefined || owner === only.owner || (only.reviews && request.roles.includes('review')),
      )
      .map(({ id, request }) => ({ id, at: request.expiresAt ?? Infinity }))
      .sort(byTime)
      .map(({ id }) => id);
  }

  /** Whose requests to ask for. */
  inboxes(): RequestQuery['only'][] {
    return [undefined, { owner: 'ada', reviews: false }, { owner: 'team:{a}', reviews: true }];
  }

  runAt(id: ProcessId): number | null {
    const process = this.version(id, 0);
    return process?.status === 'pending' ? process.runAt : null;
  }

  ownedBy(worker: WorkerId): ProcessId[] {
    return this.all()
      .filter((process) => process.status === 'running' && process.worker === worker)
      .map(({ id }) => id)
      .sort();
  }

  list({ owner, status, createdAfter = 0, createdBefore = Infinity, label }: Filter): ProcessSummary[] {
    return this.all()
      .filter((process) => owner === undefined || process.owner === owner)
      .filter((process) => status === undefined || process.status === status)
      .filter(({ createdAt }) => createdAt >= createdAfter && createdAt < createdBefore)
      .filter(({ labels }) => label === undefined || labels[label.name] === label.value)
      .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1))
      .map(summaryOf);
  }

  statistics(createdBefore: readonly number[], owner?: string): ProcessStatistics {
    const all = this.all().filter((process) => owner === undefined || process.owner === owner);
    const oldest = (status: ProcessStatus) => {
      const times = all.filter((process) => process.status === status).map(({ createdAt }) => createdAt);
      return times.length === 0 ? null : Math.min(...times);
    };
    const countOf = (status: ProcessStatus) => all.filter((process) => process.status === status).length;
    return {
      counts: {
        pending: countOf('pending'),
        running: countOf('running'),
        waiting: countOf('waiting'),
        completed: countOf('completed'),
        failed: countOf('failed'),
        cancelled: countOf('cancelled'),
      },
      oldestPendingAt: oldest('pending'),
      oldestWaitingAt: oldest('waiting'),
      createdBefore: createdBefore.map((time) => all.filter(({ createdAt }) => createdAt < time).length),
      quarantined: 0,
    };
  }

  /** Times at and around which there is something to count. */
  times(): number[] {
    return [this.now - 5, this.now, this.now + 1];
  }

  /** What to ask lists for. */
  queries(): Filter[] {
    const label = { name: 'parity', value: '1' };
    const createdAfter = this.now - 4;
    return [
      {},
      ...PROCESS_STATUSES.map((status) => ({ status })),
      { label, createdAfter },
      { owner: 'ada' },
      { owner: 'team:{a}', status: 'running', createdAfter },
      { status: 'pending', createdAfter, createdBefore: this.now },
    ];
  }
}
