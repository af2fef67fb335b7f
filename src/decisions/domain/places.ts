import type { ProcessHead } from './decision-process.js';
import { PROCESS_STATUSES, type ProcessStatus } from './process-status.js';
import { parseWorkerId, type WorkerId } from './ids.js';
import { isQueue, queueOf, type QueueName } from './queues.js';

/** One entry of a process in an index: it is found there by its score, entries of one score by id. */
export interface Place {
  readonly index: IndexName;
  /** Epoch milliseconds. */
  readonly score: number;
}

/** Names an index; what may stand behind the colon is for the functions here to say. */
export type IndexName =
  | typeof SETTLED
  | `due:${QueueName}`
  | `status:${ProcessStatus}`
  | `worker:${WorkerId}`
  | `owner:${ProcessStatus}:${string}`;

/** Settled processes, by the time they settled. */
export const SETTLED = 'settled';

/** Processes of one status, by creation. Together these lists have every process, and each in one of them. */
export function statusIndex(status: ProcessStatus): IndexName {
  return `status:${status}`;
}

/** Pending processes of one queue, by the time they may be begun. */
export function dueIndex(queue: QueueName): IndexName {
  return `due:${queue}`;
}

/** Processes of one status that one caller has started, by creation. */
export function ownerIndex(status: ProcessStatus, owner: string): IndexName {
  return `owner:${status}:${owner}`;
}

/** The lists by creation that together have every process, or every one of an owner; each process is in one of them. */
export function listsOf(statuses: readonly ProcessStatus[], owner: string | undefined): readonly IndexName[] {
  return statuses.map((status) => (owner === undefined ? statusIndex(status) : ownerIndex(status, owner)));
}

/** What a worker runs, by creation. */
export function workerIndex(worker: WorkerId): IndexName {
  return `worker:${worker}`;
}

/** The indexes that are there whatever processes there are. */
export const FIXED_INDEXES: readonly IndexName[] = [...PROCESS_STATUSES.map(statusIndex), SETTLED];

/** Every index a process stands in. All that a store lists, counts, hands out or cleans up is found through one. */
export function placesOf(process: ProcessHead): readonly Place[] {
  const { status, owner, createdAt: score } = process;
  const listed = { index: statusIndex(status), score };
  const places = [listed, nextPlace(process)];
  return owner === null ? places : [...places, { index: ownerIndex(status, owner), score }];
}

/** Where a process waits for what happens to it next. */
function nextPlace(process: ProcessHead): Place {
  switch (process.status) {
    case 'pending':
      return { index: dueIndex(queueOf(process)), score: process.runAt };
    case 'running':
      return { index: workerIndex(process.worker), score: process.createdAt };
    case 'completed':
    case 'failed':
    case 'cancelled':
      return { index: SETTLED, score: process.completedAt };
  }
}

/** The index of that name; `null` if there can be none. */
export function indexNamed(name: string): IndexName | null {
  const fixed = FIXED_INDEXES.find((known) => known === name);
  if (fixed !== undefined) return fixed;
  const queue = name.startsWith('due:') ? name.slice('due:'.length) : '';
  if (isQueue(queue)) return dueIndex(queue);
  const [, status, owner = ''] = /^owner:([a-z]+):(.+)$/s.exec(name) ?? [];
  const ofOwner = PROCESS_STATUSES.find((known) => known === status);
  if (ofOwner !== undefined) return ownerIndex(ofOwner, owner);
  const worker = name.startsWith('worker:') ? parseWorkerId(name.slice('worker:'.length)) : null;
  return worker === null ? null : workerIndex(worker);
}

/** What indexes are called together, e.g. `worker` for those of all workers: a short list, fit for logs and metrics. */
export function kindOfIndex(name: string): string {
  return PROCESS_STATUSES.find((status) => name === statusIndex(status)) ?? name.replace(/:.*/s, '');
}
