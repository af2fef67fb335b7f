import type { DecisionProcess } from './decision-process.js';
import type { JsonValue } from './json.js';
import type { DecisionEngine, DecisionStep } from './ports/decision-engine.js';

/** The names of the steps a problem takes, in their order: see `DecisionStep.appliesTo`. */
export function planFor(engine: DecisionEngine, problem: JsonValue): string[] {
  return engine.steps.filter((step) => step.appliesTo?.(problem) ?? true).map(({ name }) => name);
}

/** The steps a process takes, in their order; `null` if the engine does not have those of its plan, in that order. */
export function plannedSteps(
  { steps }: DecisionEngine,
  { plan }: Pick<DecisionProcess, 'plan'>,
): readonly DecisionStep[] | null {
  const planned = steps.filter(({ name }) => plan.includes(name));
  const isSame = planned.length === plan.length && planned.every(({ name }, nth) => name === plan[nth]);
  return isSame ? planned : null;
}
