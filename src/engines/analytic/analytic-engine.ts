import type { DecisionEngine, StepContext } from '../../decisions/domain/ports/decision-engine.js';
import { dominatedOf } from './scoring/dominance.js';
import { valuesOf } from './scoring/normalization.js';
import { parseProblem } from './parsing/parse-problem.js';
import type { AnalyticProblem } from './problem.js';
import { rank } from './scoring/ranking.js';
import { podiumOf } from './report/recommendation.js';
import { report } from './report/report.js';
import type { AnalyticResult } from './report/result.js';
import { robustnessOf } from './robustness/robustness.js';
import { contributionsOf, scoresOf } from './scoring/saw.js';
import type { SmaaSampler } from './robustness/smaa-sampler.js';
import { outputOf, type StepOutputs } from './step-outputs.js';
import { warningsOf } from './scoring/warnings.js';
import { weightsOf } from './scoring/weights.js';

/** The largest simulation a problem may ask for takes about a minute of one core, and may have to wait for one. */
const STRESS_TIMEOUT_MS = 300_000;

type Context = StepContext<AnalyticProblem>;

/**
 * Ranks alternatives by several criteria and says how far the ranking can be relied on.
 *
 * Everything but the simulation is computed in place and takes milliseconds.
 *
 * @param sampler runs the simulation of random weightings, in a thread of its own
 */
export function analyticEngine(sampler: SmaaSampler): DecisionEngine<AnalyticProblem> {
  return {
    name: 'analytic',
    version: 1,
    parse: parseProblem,
    steps: [
      { name: 'frame', run: frame },
      { name: 'weigh', run: weigh },
      { name: 'score', run: score },
      { name: 'stress', timeoutMs: STRESS_TIMEOUT_MS, run: (context) => stress(context, sampler) },
      { name: 'recommend', run: recommend },
    ],
  };
}

function frame({ problem, signal }: Context): StepOutputs['frame'] {
  signal.throwIfAborted();
  return { dominated: dominatedOf(problem), warnings: warningsOf(problem) };
}

function weigh({ problem, signal }: Context): StepOutputs['weigh'] {
  signal.throwIfAborted();
  return { weights: weightsOf(problem) };
}

function score({ problem, outputs, signal }: Context): StepOutputs['score'] {
  signal.throwIfAborted();
  const scores = scoresOf(contributionsOf(valuesOf(problem), outputOf(outputs, 'weigh').weights));
  const dominated = outputOf(outputs, 'frame').dominated.map(({ alternative }) => alternative);
  return { scores, ranking: rank(problem.alternatives, scores, dominated) };
}

async function stress(context: Context, sampler: SmaaSampler): Promise<StepOutputs['stress']> {
  const { problem, outputs, signal } = context;
  signal.throwIfAborted();
  if (problem.alternatives.length === 1) return { robustness: null };
  const { scores, ranking } = outputOf(outputs, 'score');
  const best = problem.alternatives.indexOf(podiumOf(ranking).best.alternative);
  const { weights } = outputOf(outputs, 'weigh');
  const evaluation = { values: valuesOf(problem), weights, scores, best };
  return { robustness: await robustnessOf(problem, evaluation, sampler, signal) };
}

function recommend({ problem, outputs, signal }: Context): AnalyticResult {
  signal.throwIfAborted();
  return report(problem, outputs);
}
