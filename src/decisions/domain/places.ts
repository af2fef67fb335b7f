import type { ProcessHead } from './decision-process.js';
import { PROCESS_STATUSES, type ProcessStatus } from './process-status.js';
import { parseWorkerId, type WorkerId } from './ids.js';
import { laneOf, scoreIn } from './lanes.js';
import { isQueue, queueOf, type QueueName } from './queues.js';
import { nextTimer } from './waiting/transitions.js';
import { isForReviewers } from './waiting/who-answers.js';

/**
 * One entry of a process in an index: it is found there by its score; entries of one score are in the order of their
 * ids.
 */
export interface Place {
  readonly index: IndexName;
  /** Epoch milliseconds; in a queue with the lane of its owner: see `lanes.ts`. */
  readonly score: number;
}

/** The name of an index. What may follow the colon is decided by the functions here. */
export type IndexName =
  | typeof SETTLED
  | typeof TIMERS
  | typeof REQUESTS
  | typeof REVIEWS
  | `${typeof REQUESTS}:owner:${string}`
  | `due:${QueueName}`
  | `status:${ProcessStatus}`
  | `worker:${WorkerId}`
  | `owner:${ProcessStatus}:${string}`
  | `label:${ProcessStatus}:${string}`;

/** What a list is narrowed to. */
export interface ListFilter {
  readonly owner?: string | undefined;
  readonly label?: { readonly name: string; readonly value: string } | undefined;
}

/** Settled processes, by the time they settled. */
export const SETTLED = 'settled';

/** Processes to which something happens by itself, by the time when it happens. */
export const TIMERS = 'timers';

/** Processes that wait for people, by when their requests expire; those that do not expire come last. */
export const REQUESTS = 'requests';

/** Those of them whose request is for the reviewers of all owners. */
export const REVIEWS = 'requests:review';

/** Those of them that one caller has started. */
function ownRequests(owner: string): IndexName {
  return `${REQUESTS}:owner:${owner}`;
}

/** The lists that together have every open request a caller may see; a process may be in two of them. */
export function inboxesOf(only?: {
  readonly owner: string;
  readonly reviews: boolean;
}): readonly IndexName[] {
  if (only === undefined) return [REQUESTS];
  return only.reviews ? [ownRequests(only.owner), REVIEWS] : [ownRequests(only.owner)];
}

/** The latest time there can be (ECMA-262 §21.4.1.1). */
export const NEVER = 8.64e15;

/** Processes of one status, by creation. Together these lists have every process, and each in one of them. */
export function statusIndex(status: ProcessStatus): IndexName {
  return `status:${status}`;
}

/** Pending processes of one queue, by the lane of their owner and the time they may be begun. */
export function dueIndex(queue: QueueName): IndexName {
  return `due:${queue}`;
}

/** Processes of one status that one caller has started, by creation. */
export function ownerIndex(status: ProcessStatus, owner: string): IndexName {
  return `owner:${status}:${owner}`;
}

/** Processes of one status with one label, those of all owners or of one, by creation. */
function labelIndex(
  status: ProcessStatus,
  { name, value }: NonNullable<ListFilter['label']>,
  owner: string | undefined,
): IndexName {
  const whose = owner === undefined ? '' : `${escaped(owner)}:`;
  return `label:${status}:${whose}${escaped(name)}=${value}`;
}

/** Replaces the characters that separate the parts of a name. */
function escaped(text: string): string {
  return text.replace(/[%:=]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

/** The lists by creation that together have every process that meets a filter; each process is in one of them. */
export function listsOf(
  statuses: readonly ProcessStatus[],
  { owner, label }: ListFilter,
): readonly IndexName[] {
  return statuses.map((status) => {
    if (label !== undefined) return labelIndex(status, label, owner);
    return owner === undefined ? statusIndex(status) : ownerIndex(status, owner);
  });
}

/** The processes a worker runs, by creation. */
export function workerIndex(worker: WorkerId): IndexName {
  return `worker:${worker}`;
}

/** The indexes that exist whatever processes there are. */
export const FIXED_INDEXES: readonly IndexName[] = [
  ...PROCESS_STATUSES.map(statusIndex),
  SETTLED,
  TIMERS,
  REQUESTS,
  REVIEWS,
];

/**
 * Every index that a process belongs to. Everything that a store lists, counts, hands out or cleans up is found through
 * one of them.
 */
export function placesOf(process: ProcessHead): readonly Place[] {
  const { status, createdAt: score } = process;
  const places = [{ index: statusIndex(status), score }, nextPlace(process)];
  const timer = nextTimer(process);
  if (timer !== null) places.push({ index: TIMERS, score: timer });
  if (process.status === 'waiting') places.push(...otherInboxes(process));
  for (const filter of filtersMetBy(process))
    for (const index of listsOf([status], filter)) places.push({ index, score });
  return places;
}

/**
 * Whether both plainly stand in the same places: a step of a running process moves it nowhere. `false` where that takes
 * a closer look.
 */
export function staysInPlace(current: ProcessHead, next: ProcessHead): boolean {
  if (current.status !== 'running' || next.status !== 'running') return false;
  const isListedAlike = current.owner === next.owner && current.labels === next.labels;
  const isTimedAlike = current.createdAt === next.createdAt && current.deadline === next.deadline;
  return current.worker === next.worker && isListedAlike && isTimedAlike;
}

/** Every filter of a list, other than the status, that the process meets. */
export function filtersMetBy({
  owner,
  labels,
}: Pick<ProcessHead, 'owner' | 'labels'>): readonly ListFilter[] {
  const ofLabels = Object.entries(labels).map(([name, value]) => ({ label: { name, value } }));
  if (owner === null) return ofLabels;
  return [{ owner }, ...ofLabels, ...ofLabels.map(({ label }) => ({ owner, label }))];
}

/** Where a process waits for what happens to it next. */
function nextPlace(process: ProcessHead): Place {
  switch (process.status) {
    case 'pending':
      return { index: dueIndex(queueOf(process)), score: scoreIn(laneOf(process.owner), process.runAt) };
    case 'running':
      return { index: workerIndex(process.worker), score: process.createdAt };
    case 'waiting':
      return { index: REQUESTS, score: process.request.expiresAt ?? NEVER };
    case 'completed':
    case 'failed':
    case 'cancelled':
      return { index: SETTLED, score: process.completedAt };
  }
}

function otherInboxes({ owner, request }: Extract<ProcessHead, { readonly status: 'waiting' }>): Place[] {
  const score = request.expiresAt ?? NEVER;
  return [
    ...(isForReviewers(request) ? [{ index: REVIEWS, score } as const] : []),
    ...(owner === null ? [] : [{ index: ownRequests(owner), score }]),
  ];
}

/** The index of that name; `null` if there can be none. */
export function indexNamed(name: string): IndexName | null {
  const fixed = FIXED_INDEXES.find((known) => known === name);
  if (fixed !== undefined) return fixed;
  const queue = name.startsWith('due:') ? name.slice('due:'.length) : '';
  if (isQueue(queue)) return dueIndex(queue);
  const [, requester] = /^requests:owner:(.+)$/s.exec(name) ?? [];
  if (requester !== undefined) return ownRequests(requester);
  const [, kind, of, rest = ''] = /^(owner|label):([a-z]+):(.+)$/s.exec(name) ?? [];
  const status = PROCESS_STATUSES.find((known) => known === of);
  if (status !== undefined && kind === 'owner') return ownerIndex(status, rest);
  if (status !== undefined && /^(?:[^:=]*:)?[^:=]*=/.test(rest)) return `label:${status}:${rest}`;
  const worker = name.startsWith('worker:') ? parseWorkerId(name.slice('worker:'.length)) : null;
  return worker === null ? null : workerIndex(worker);
}

/**
 * What indexes are called together, e.g. `worker` for those of all workers: one of a few words, for logs and metrics.
 */
export function kindOfIndex(name: string): string {
  return PROCESS_STATUSES.find((status) => name === statusIndex(status)) ?? name.replace(/:.*/s, '');
}
