import type { ChangeLine } from '../bed/change-log.js';
import type { StepLine } from '../bed/effects-log.js';
import type { Fault } from '../bed/test-bed.js';
import { type Evidence, idOf, type Violation } from './evidence.js';
import { closedRequestsOf } from './requests.js';

/** A sweep comes this often at most, jitter included. */
const SWEEP_MS = 1_200;
/** A process may be begun elsewhere between being due and being looked for. */
const LOOK_MS = 1_200;

/** How long the processes that a fault took from their worker stood still. */
export interface Recovery {
  readonly fault: Fault;
  readonly id: string;
  /** From the fault to the next step begun elsewhere; `null` if there was none and the process did not settle. */
  readonly ms: number | null;
}

/** Every process whose worker was killed or stopped while running a step of it. */
export function recoveries({ faults, steps, changes }: Evidence): Recovery[] {
  const blows = faults.filter(({ kind }) => kind === 'kill' || kind === 'freeze');
  return blows.flatMap((fault) =>
    [...steps].flatMap(([id, lines]) => {
      const began = lines.filter(({ type, at }) => type === 'begin' && at <= fault.at).at(-1);
      if (began?.pid !== fault.pid || !isRunningAt(changes.get(id) ?? [], fault.at)) return [];
      return [{ fault, id, ms: nextElsewhere(lines, fault) }];
    }),
  );
}

/** I7: work stands still no longer than until the lease has ended and a sweep has found it, and attempts are bounded. */
export function judgeRecovery(evidence: Evidence, slackMs: number): Violation[] {
  const { leaseMs } = evidence.settings;
  const bound = leaseMs + Math.min(SWEEP_MS, leaseMs / 4) + LOOK_MS + slackMs;
  const slow = recoveries(evidence)
    .filter(({ fault, ms }) => fault.kind === 'kill' && ms !== null && ms > bound)
    .map(({ id, ms }): Violation => ({
      promise: 'I7',
      about: id,
      fault: `stood still for ${Math.round(ms ?? 0)} ms`,
    }));
  return [...slow, ...attemptsBeyondLimit(evidence)];
}

/** A resume begins to count anew; a worker that leaves in good order, and a question, give back the attempt they had begun. */
function attemptsBeyondLimit({ steps, settings, faults, accepted, dump }: Evidence): Violation[] {
  const resumed = new Set(accepted.filter(({ resumeAnswers }) => resumeAnswers.length > 0).map(idOf));
  const givenBack = faults.filter(({ kind }) => kind === 'terminate').length;
  return [...steps].flatMap(([id, lines]) => {
    const asked = closedRequestsOf(dump.processes.get(id) ?? {}).length;
    const limit = settings.maxAttempts * (resumed.has(id) ? 2 : 1) + givenBack + asked;
    const counts = new Map<string, number>();
    for (const { type, step } of lines) if (type === 'begin') counts.set(step, (counts.get(step) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count > limit)
      .map(([step, count]): Violation => ({
        promise: 'I7',
        about: id,
        fault: `${step} was begun ${count} times`,
      }));
  });
}

function isRunningAt(changes: readonly ChangeLine[], at: number): boolean {
  return changes.filter((change) => change.at <= at).at(-1)?.status === 'running';
}

function nextElsewhere(lines: readonly StepLine[], { pid, at }: Fault): number | null {
  const next = lines.find((line) => line.type === 'begin' && line.at > at && line.pid !== pid);
  return next ? next.at - at : null;
}
