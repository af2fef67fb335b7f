import type { DecisionProcess } from './decision-process.js';
import type { JsonValue } from './json.js';
import type { DecisionEngine, DecisionStep } from './ports/decision-engine.js';

/** The names of the steps a problem takes, in their order: see `DecisionStep.appliesTo`. */
export function planFor(engine: DecisionEngine, problem: JsonValue): string[] {
  return engine.steps.filter((step) => step.appliesTo?.(problem) ?? true).map(({ name }) => name);
}

/** The step a process is at; `null` if the engine does not have the steps of its plan, in their order. */
export function plannedStep(
  { steps }: DecisionEngine,
  process: { readonly plan: DecisionProcess['plan']; readonly finished: readonly unknown[] },
): DecisionStep | null {
  const { plan } = process;
  const planned = steps.filter(({ name }) => plan.includes(name));
  const isSame = planned.length === plan.length && planned.every(({ name }, nth) => name === plan[nth]);
  if (!isSame) return null;
  return planned[process.finished.length] ?? null;
}
