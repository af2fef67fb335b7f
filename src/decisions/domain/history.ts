import type { ProcessFacts } from './decision-process.js';

/** What people do to a process, and what is asked of them. */
export const HISTORY_EVENTS = [
  'started',
  'asked',
  'answered',
  'expired',
  'cancelled',
  'resumed',
  'deadline_exceeded',
] as const;
export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

export interface HistoryEntry {
  readonly what: HistoryEvent;
  /** Who did it; `null` where nobody has to say who they are, and for what happened by itself. */
  readonly by: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The request it is about. */
  readonly request: string | null;
  /** What was answered. */
  readonly outcome: string | null;
}

/** So many are kept, beside the start: the last ones. */
export const MAX_HISTORY = 50;

/** The history with one more entry. */
export function noted(
  { history }: Pick<ProcessFacts, 'history'>,
  entry: HistoryEntry,
): Pick<ProcessFacts, 'history'> {
  return { history: [...history.slice(1 - MAX_HISTORY), entry] };
}

/** All that is known, the oldest first. That it was started, when and by whom, a process says without it. */
export function historyOf({
  owner,
  createdAt,
  history,
}: Pick<ProcessFacts, 'owner' | 'createdAt' | 'history'>): readonly HistoryEntry[] {
  return [{ what: 'started', by: owner, at: createdAt, request: null, outcome: null }, ...history];
}
