/** What people do with a process, and what is asked of them. */
export const HISTORY_EVENTS = [
  'started',
  'asked',
  'answered',
  'expired',
  'cancelled',
  'resumed',
  'deadline_exceeded',
] as const;

/** One of {@link HISTORY_EVENTS}. */
export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

/** One thing that was done to a process. */
export interface HistoryEntry {
  readonly what: HistoryEvent;
  /** Who did it; `null` where access is not controlled, and for what happened by itself. */
  readonly by: string | null;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The request it is about. */
  readonly request: string | null;
  /** What was answered. */
  readonly outcome: string | null;
}

/** How many entries are kept in addition to the start: the last ones. */
export const MAX_HISTORY = 50;

/** What has a history, such as a process. */
interface WithHistory {
  readonly history: readonly HistoryEntry[];
}

/** The history with one more entry. */
export function noted({ history }: WithHistory, entry: HistoryEntry): WithHistory {
  return { history: [...history.slice(1 - MAX_HISTORY), entry] };
}

/** A process, and who has started it. */
interface Started extends WithHistory {
  readonly owner: string | null;
  readonly createdAt: number;
}

/**
 * Everything that is known, the oldest first. The start is not among the entries: the process itself says when and by
 * whom it was started.
 */
export function historyOf({ owner, createdAt, history }: Started): readonly HistoryEntry[] {
  return [{ what: 'started', by: owner, at: createdAt, request: null, outcome: null }, ...history];
}
