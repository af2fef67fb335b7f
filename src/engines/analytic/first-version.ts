import {
  type DecisionEngine,
  InvalidProblem,
  type StepContext,
} from '../../decisions/domain/ports/decision-engine.js';
import { analyse } from './analysis/analysis.js';
import { analyticEngine, decidedOf } from './analytic-engine.js';
import { parseProblem } from './parsing/parse-problem.js';
import type { AnalyticProblem } from './problem/problem.js';
import { mayBeReviewed } from './reviewing/review.js';
import { report } from './report/report.js';
import type { RobustnessReport } from './robustness/robustness-report.js';
import type { SmaaReport } from './simulation/smaa-report.js';
import type { AnalyticResult } from './report/findings/result.js';
import { robustnessOf } from './robustness/robustness.js';
import type { SmaaSampler } from './simulation/smaa-job.js';
import { outputOf } from './step-outputs.js';

/**
 * Version 1, for the processes that were begun with it: the same steps with the same names. What it stored of its
 * problem and of its simulation keeps its meaning: weights were drawn uniformly.
 */
export function firstAnalyticEngine(sampler: SmaaSampler): DecisionEngine<AnalyticProblem> {
  const { steps, ...engine } = analyticEngine(sampler);
  return {
    ...engine,
    version: 1,
    parse: (problem) => unreviewed(parseProblem(withUniformWeights(problem))),
    steps: steps
      .filter(({ name }) => name !== 'review')
      .map((step) => (step.name === 'recommend' ? { ...step, run: recommend } : step)),
  };
}

/** Version 1 has no reviews, and a request for one must not be ignored. */
function unreviewed(problem: AnalyticProblem): AnalyticProblem {
  if (mayBeReviewed(problem)) throw new InvalidProblem([{ path: 'human', message: 'belongs to version 2' }]);
  return problem;
}

function withUniformWeights(problem: unknown): unknown {
  if (!isObject(problem)) return problem;
  const robustness = problem.robustness ?? {};
  return isObject(robustness) ? { ...problem, robustness: { weights: 'uniform', ...robustness } } : problem;
}

/** A simulation that version 1 has stored is kept; the rest of the report follows from the problem. */
async function recommend({
  problem,
  outputs,
  signal,
}: StepContext<AnalyticProblem>): Promise<AnalyticResult> {
  signal.throwIfAborted();
  const analysis = analyse(problem);
  const decided = decidedOf(analysis);
  const { robustness } = outputOf(outputs, 'stress');
  if (!decided || !robustness || isComplete(robustness)) return report(analysis, robustness);
  return report(analysis, await robustnessOf(decided, completed(robustness.smaa, problem), signal));
}

function isComplete(robustness: Partial<RobustnessReport>): boolean {
  return robustness.one_step !== undefined;
}

/**
 * Without uncertain scores an alternative with central weights is first under them, as all of them were in version 1.
 */
function completed(smaa: SmaaReport | null, { robustness }: AnalyticProblem): SmaaReport | null {
  if (!smaa) return null;
  const confidence = Object.entries(smaa.central_weights).map(
    ([name, central]) => [name, central === null ? null : 1] as const,
  );
  return { ...smaa, ...robustness, confidence: Object.fromEntries(confidence) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
