import type { ProcessFacts } from './decision-process.js';

/**
 * One writing of one life of an id. An id that was derived from an idempotency key can have several lives, whose
 * revisions are each counted from 1; each life begins at a different time.
 */
export type ProcessVersion = Pick<ProcessFacts, 'createdAt' | 'revision'>;

/** Whether both are the same revision of the same life of a process. */
export function isSameVersion(one: ProcessVersion, other: ProcessVersion): boolean {
  return one.createdAt === other.createdAt && one.revision === other.revision;
}

/** Whether there is news for somebody who has `seen` that version; another life is always news. */
export function isNews(process: ProcessVersion, seen: ProcessVersion | null): boolean {
  return process.createdAt !== seen?.createdAt || process.revision > seen.revision;
}
