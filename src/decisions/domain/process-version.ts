import type { ProcessFacts } from './decision-process.js';

/**
 * One writing of one life of an id. An id that was derived from an idempotency key can have several lives, whose
 * revisions are all counted from 1; each begins at a time of its own.
 */
export type ProcessVersion = Pick<ProcessFacts, 'createdAt' | 'revision'>;

export function isSameVersion(one: ProcessVersion, other: ProcessVersion): boolean {
  return one.createdAt === other.createdAt && one.revision === other.revision;
}

/** Whether there is something to be told to who has `seen` that much; another life is always news. */
export function isNews(process: ProcessVersion, seen: ProcessVersion | null): boolean {
  return process.createdAt !== seen?.createdAt || process.revision > seen.revision;
}
