import type { Asked } from '../../decisions/domain/ports/ask.js';
import type { DecisionEngine, StepContext } from '../../decisions/domain/ports/decision-engine.js';
import { type Analysis, analyse } from './analysis/analysis.js';
import { parseProblem } from './parsing/parse-problem.js';
import type { AnalyticProblem } from './problem/problem.js';
import { podiumOf } from './report/findings/recommendation.js';
import { report } from './report/report.js';
import type { SmaaReport } from './simulation/smaa-report.js';
import type { AnalyticResult } from './report/findings/result.js';
import { type Decided, robustnessOf } from './robustness/robustness.js';
import { PROBLEM_EXAMPLES } from './schemas/examples.js';
import { PROBLEM_SCHEMA } from './schemas/problem-schema.js';
import { RESULT_SCHEMA } from './schemas/result-schema.js';
import { keepingWith } from './simulation/keeping.js';
import { mayBeReviewed, reviewed } from './reviewing/review.js';
import { smaaJob, smaaReport } from './simulation/smaa.js';
import type { SmaaSampler } from './simulation/smaa-job.js';
import { outputOf, type StepOutputs } from './step-outputs.js';

/**
 * How long the simulation may take, including the time it waits for its turns, which can be long on a busy instance.
 * Its own computing time is limited, block by block, by the size a problem may have.
 */
const STRESS_TIMEOUT_MS = 24 * 3_600_000;

type Context = StepContext<AnalyticProblem>;

/**
 * Ranks alternatives by several criteria and says how reliable the ranking is.
 *
 * Everything but the simulation is computed in place and takes milliseconds.
 *
 * @param sampler runs the simulation, in threads of its own
 */
export function analyticEngine(sampler: SmaaSampler): DecisionEngine<AnalyticProblem> {
  return {
    name: 'analytic',
    version: 2,
    schemas: { problem: PROBLEM_SCHEMA, result: RESULT_SCHEMA, examples: PROBLEM_EXAMPLES },
    parse: parseProblem,
    steps: [
      { name: 'frame', run: frameStep },
      { name: 'weigh', run: weigh },
      { name: 'score', run: score },
      { name: 'stress', timeoutMs: STRESS_TIMEOUT_MS, run: (context) => stress(context, sampler) },
      { name: 'recommend', run: recommend },
      { name: 'review', appliesTo: mayBeReviewed, run: review },
    ],
  };
}

function frameStep(context: Context): StepOutputs['frame'] {
  const { framed, dominated, warnings } = analysed(context);
  const { matrix, excluded } = framed;
  const criteria = matrix.criteria.map(({ name }) => name);
  return { alternatives: matrix.alternatives, criteria, excluded, dominated, warnings };
}

function weigh(context: Context): StepOutputs['weigh'] {
  return { weights: analysed(context).weights };
}

function score(context: Context): StepOutputs['score'] {
  const { outcome, ranking } = analysed(context);
  return { scores: outcome?.scores ?? [], ranking };
}

async function stress(context: Context, sampler: SmaaSampler): Promise<StepOutputs['stress']> {
  const decided = decidedOf(analysed(context));
  if (!decided) return { robustness: null };
  const smaa = await simulated(decided, context, sampler);
  return { robustness: await robustnessOf(decided, smaa, context.signal) };
}

function recommend(context: Context): AnalyticResult {
  return report(analysed(context), outputOf(context.outputs, 'stress').robustness);
}

function review({ problem, outputs, answers, signal }: Context): AnalyticResult | Asked {
  signal.throwIfAborted();
  return reviewed(problem, outputOf(outputs, 'recommend'), answers.review);
}

function analysed({ problem, signal }: Context): Analysis {
  signal.throwIfAborted();
  return analyse(problem);
}

/** `null` where there are not two alternatives to compare. */
export function decidedOf(analysis: Analysis): Decided | null {
  const { problem, framed, weights, outcome } = analysis;
  const { matrix } = framed;
  if (!outcome || matrix.alternatives.length < 2) return null;
  const best = matrix.alternatives.indexOf(podiumOf(analysis).best.alternative);
  return { problem, matrix, weights, outcome, best };
}

/** Where the method has scores, unless no samples are asked for. */
async function simulated(
  { problem, matrix, weights, outcome }: Decided,
  { signal, key, fairnessKey, once }: Context,
  sampler: SmaaSampler,
): Promise<SmaaReport | null> {
  const { robustness } = problem;
  if (outcome.scores === null || robustness.samples === 0) return null;
  const simulation = { matrix, outcome, weights, robustness };
  const turn = { caller: fairnessKey, process: key };
  const result = await sampler(smaaJob(simulation), { signal, turn, keep: keepingWith(once) });
  return smaaReport(simulation, result);
}
