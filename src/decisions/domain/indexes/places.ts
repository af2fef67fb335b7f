import type { ProcessHead } from '../decision-process.js';
import { laneOf, scoreIn } from './lanes.js';
import {
  dueIndex,
  type IndexName,
  type ListFilter,
  listsOf,
  ownRequests,
  REQUESTS,
  REVIEWS,
  SETTLED,
  statusIndex,
  TIMERS,
  workerIndex,
} from './index-names.js';
import { queueOf } from './queues.js';
import { nextTimer } from '../waiting/transitions.js';
import { isForReviewers } from '../waiting/who-answers.js';

/**
 * One entry of a process in an index: it is found there by its score; entries of one score are in the order of their
 * ids.
 */
export interface Place {
  readonly index: IndexName;
  /** Epoch milliseconds; in a queue with the lane of its owner: see `lanes.ts`. */
  readonly score: number;
}

/** The latest time there can be (ECMA-262 §21.4.1.1). */
export const NEVER = 8.64e15;

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
