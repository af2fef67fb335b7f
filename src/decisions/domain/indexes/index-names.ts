import { parseWorkerId, type WorkerId } from '../ids.js';
import { PROCESS_STATUSES, type ProcessStatus } from '../process-status.js';
import { isQueue, type QueueName } from './queues.js';

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
export function ownRequests(owner: string): IndexName {
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
