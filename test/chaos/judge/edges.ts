import type { ChangeLine } from '../bed/change-log.js';
import type { Evidence, Violation } from './evidence.js';

const LEGAL: Readonly<Record<string, readonly string[]>> = {
  pending: ['running', 'cancelled', 'failed'],
  running: ['running', 'pending', 'waiting', 'completed', 'failed', 'cancelled'],
  waiting: ['pending', 'failed', 'cancelled'],
  failed: ['pending', 'removed'],
  cancelled: ['pending', 'removed'],
  completed: ['removed'],
};

/** I6: every write seen follows the one before it by one revision and a legal edge. I3: no revision is written twice. */
export function judgeEdges({ changes }: Evidence): Violation[] {
  return [...changes].flatMap(([id, lines]) =>
    lines.slice(1).flatMap((line, index) => judge(id, lines[index], line)),
  );
}

function judge(id: string, before: ChangeLine | undefined, after: ChangeLine): Violation[] {
  if (!before) return [];
  const step = `${before.status} (${before.revision}) to ${after.status} (${after.revision})`;
  if (after.revision <= before.revision) {
    return [{ promise: 'I3', about: id, fault: `written from ${step}` }];
  }
  // A gap is a message lost with the connection: what happened in between is not known.
  if (after.revision > before.revision + 1 || LEGAL[before.status]?.includes(after.status)) return [];
  return [{ promise: 'I6', about: id, fault: `went from ${step}` }];
}
