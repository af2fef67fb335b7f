import type { DecisionEngine } from '../decisions/domain/ports/decision-engine.js';
import { PROCESS_STATUSES, STATUS } from '../decisions/domain/process-status.js';
import type { ProcessInstruments } from './process-instruments.js';

/** What reports trouble without being a task of `BackgroundTasks`. */
const OTHER_TASKS = [
  'cleanup',
  'run',
  'ownership_look',
  'tracing',
  'unhandled_rejection',
  'uncaught_exception',
];
const SETTLED = PROCESS_STATUSES.filter((status) => STATUS[status].settled);

/**
 * Gives every series whose labels are known its 0. A series that begins with its first event has not risen for
 * Prometheus: the first failure would ring nothing.
 */
export function beginAtZero(
  { accepted, settled, repairs, troubles, retries, failures, queueWait }: ProcessInstruments,
  engines: readonly Pick<DecisionEngine, 'name' | 'steps'>[],
  tasks: readonly string[],
): void {
  for (const outcome of ['entered', 'quarantined', 'removed']) repairs.inc({ outcome }, 0);
  for (const task of [...tasks, ...OTHER_TASKS])
    for (const cause of ['store', 'fault']) troubles.inc({ task, cause }, 0);
  for (const { name: engine, steps } of engines) {
    accepted.inc({ engine }, 0);
    queueWait.zero({ engine });
    for (const status of SETTLED) settled.inc({ engine, status }, 0);
    for (const { name: step } of steps)
      for (const counter of [retries, failures]) counter.inc({ engine, step }, 0);
  }
}
