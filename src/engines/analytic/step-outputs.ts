import { PermanentStepError } from '../../decisions/domain/ports/decision-engine.js';
import type { JsonObject } from '../../decisions/domain/json.js';
import type { Excluded } from './framing/requirements.js';
import type { AnalyticResult } from './report/findings/result.js';
import type { RobustnessReport } from './robustness/robustness-report.js';
import type { Dominated } from './scoring/dominance.js';
import type { RankedAlternative } from './numbers/ranking.js';
import type { Warning } from './analysis/warnings.js';

/**
 * The outputs of the steps. Later steps read only those of `stress` and `recommend`; the others are cheap to compute
 * from the problem and are stored for inspection.
 */
export type StepOutputs = Readonly<{
  frame: Readonly<{
    alternatives: readonly string[];
    criteria: readonly string[];
    excluded: readonly Excluded[];
    dominated: readonly Dominated[];
    warnings: readonly Warning[];
  }>;
  weigh: Readonly<{ weights: readonly number[] }>;
  score: Readonly<{ scores: readonly number[]; ranking: readonly RankedAlternative[] }>;
  stress: Readonly<{ robustness: RobustnessReport | null }>;
  recommend: AnalyticResult;
}>;

/**
 * The output of an earlier step.
 *
 * Its shape is not checked: a process is pinned to the version of the engine that wrote it, and a change of shape is a
 * new version.
 */
export function outputOf<S extends keyof StepOutputs>(outputs: JsonObject, step: S): StepOutputs[S] {
  if (!Object.hasOwn(outputs, step)) {
    throw new PermanentStepError('missing_output', `The output of the step ${step} is missing`);
  }
  return (outputs as unknown as StepOutputs)[step];
}
