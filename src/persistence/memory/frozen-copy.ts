import type { DecisionProcess, ProcessFacts } from '../../decisions/domain/decision-process.js';

/** The process a new one was derived from: as its writer has it, and as the store keeps it. */
export interface Predecessor {
  readonly current: DecisionProcess;
  readonly stored: DecisionProcess;
}

/**
 * What the store keeps of a process and hands out: a copy that went through JSON, as it would on its way to any other
 * store, and that nobody can change. What the writer took over from the predecessor is not copied again, so that a
 * checkpoint costs the size of one output.
 */
export function frozenCopy(process: DecisionProcess, predecessor?: Predecessor): DecisionProcess {
  const facts = frozenFacts(process, predecessor);
  switch (process.status) {
    case 'completed':
      return Object.freeze({ ...process, ...facts, result: frozen(process.result) });
    case 'failed':
      return Object.freeze({ ...process, ...facts, error: frozen(process.error) });
    case 'pending':
    case 'running':
    case 'cancelled':
      return Object.freeze({ ...process, ...facts });
  }
}

function frozenFacts(
  { problem, labels, plan, finished, kept, lastError }: DecisionProcess,
  { current, stored }: Partial<Predecessor> = {},
): Pick<ProcessFacts, 'problem' | 'labels' | 'plan' | 'finished' | 'kept' | 'lastError'> {
  return {
    problem: keep(problem, current?.problem, stored?.problem),
    labels: keep(labels, current?.labels, stored?.labels),
    plan: keep(plan, current?.plan, stored?.plan),
    lastError: keep(lastError, current?.lastError, stored?.lastError),
    kept: Object.freeze(
      Object.fromEntries(
        Object.entries(kept).map(([name, value]) => [
          name,
          keep(value, current?.kept[name], stored?.kept[name]),
        ]),
      ),
    ),
    finished: Object.freeze(
      finished.map((step, nth) => keep(step, current?.finished[nth], stored?.finished[nth])),
    ),
  };
}

/** What is stored of an unchanged value, else a copy of the next one. */
function keep<T>(next: T, current: T | undefined, stored: T | undefined): T {
  return next === current && stored !== undefined ? stored : frozen(next);
}

function frozen<T>(value: T): T {
  return deepFreeze(JSON.parse(JSON.stringify(value)) as T);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
