import { describe, expect, it } from '@jest/globals';
import { PermanentStepError } from '../../decisions/domain/ports/decision-engine.js';
import type { JsonObject, JsonValue } from '../../decisions/domain/json.js';
import { plainProblem, supplierProblem } from '../../../test/support/analytic-problems.js';
import { decide } from '../../../test/support/analytic-run.js';
import { analyticEngine } from './analytic-engine.js';
import { sampleInPlace } from '../../../test/support/smaa-in-place.js';
import type { SmaaSampler } from './simulation/smaa-job.js';
import { makesAnew } from '../../../test/support/made-anew.js';

const samplesNothing: SmaaSampler = () => Promise.reject(new Error('no sample was asked for'));

describe(analyticEngine.name, () => {
  it('has five steps, and one for a review', () => {
    const { name, version, steps } = analyticEngine(samplesNothing);
    expect({ name, version, steps: steps.map((step) => step.name) }).toEqual({
      name: 'analytic',
      version: 2,
      steps: ['frame', 'weigh', 'score', 'stress', 'recommend', 'review'],
    });
  });

  it('decides the documented example', async () => {
    const { robustness, explanation, explanation_markdown, details, ...result } =
      await decide(supplierProblem());
    expect(explanation).toMatch(/^Gamma is recommended: /);
    expect(explanation_markdown).toMatch(/^\*\*Gamma is recommended: /);
    expect(details.scales).toMatchObject([{ range: 'data' }, { range: 'data' }, { range: 'data' }]);
    expect(robustness).toMatchObject({
      weight_margin: expect.closeTo(0.15, 12),
      nearest_challenger: 'Beta',
      most_critical_criterion: 'price',
      smaa: { samples: 10_000, seed: 42, standard_error: 0.005 },
      rank_reversal: { structural: false, swap_count: 0, swaps: [] },
    });
    expect(result).toEqual({
      kind: 'ranking',
      comparison: null,
      review: null,
      recommended: 'Gamma',
      runner_up: 'Alpha',
      clear_winner: true,
      margin: { absolute: expect.closeTo(0.3, 12), relative: expect.closeTo(3 / 7, 12) },
      ranking: [
        { alternative: 'Gamma', rank: 1, score: 0.7, tied_with: [] },
        { alternative: 'Alpha', rank: 2, score: 0.4, tied_with: ['Beta'] },
        { alternative: 'Beta', rank: 2, score: 0.4, tied_with: ['Alpha'] },
      ],
      contributions: {
        Alpha: { price: 0.25, quality: 0.15, delivery: 0 },
        Beta: { price: 0, quality: 0.3, delivery: 0.1 },
        Gamma: { price: 0.5, quality: 0, delivery: 0.2 },
      },
      head_to_head: [
        { criterion: 'price', difference: 0.25, score: 8, runner_up_score: 10 },
        { criterion: 'quality', difference: -0.15, score: 5, runner_up_score: 7 },
        { criterion: 'delivery', difference: 0.2, score: 5, runner_up_score: 3 },
      ],
      weights: {
        given: { price: 0.5, quality: 0.3, delivery: 0.2 },
        used: { price: 0.5, quality: 0.3, delivery: 0.2 },
        source: 'given',
        consistency_ratio: null,
      },
      dominated: [],
      excluded: [],
      method: { name: 'saw', normalization: 'minmax' },
      warnings: [0, 1, 2].map((index) => ({ code: 'RANGE_FROM_DATA', path: `criteria[${index}]` })),
    });
  });

  it('finds nothing to stress in a single alternative', async () => {
    const result = await decide(plainProblem([[1, 2]], [1, 1]));
    expect(result).toMatchObject({
      recommended: 'A1',
      runner_up: null,
      margin: null,
      clear_winner: false,
      head_to_head: [],
      robustness: null,
      warnings: [{ code: 'SINGLE_ALTERNATIVE', path: 'alternatives' }],
    });
  });

  it('leaves the simulation out where no samples are asked for', async () => {
    const { robustness } = await decide(plainProblem([[1, 0], [0, 1]], [2, 1])); // prettier-ignore
    expect(robustness?.smaa).toBeNull();
    expect(robustness?.weight_margin).toBeCloseTo(1 / 6, 12);
  });

  it('names who dominates whom', async () => {
    const scores = [[1, 1], [2, 1], [2, 2], [3, 0]]; // prettier-ignore
    const { dominated } = await decide(plainProblem(scores, [1, 1]));
    expect(dominated).toEqual([
      { alternative: 'A1', by: ['A2', 'A3'] },
      { alternative: 'A2', by: ['A3'] },
    ]);
  });

  it('warns of what does not help to decide', async () => {
    const scores = [[1, 5], [2, 5]]; // prettier-ignore
    const { warnings } = await decide(plainProblem(scores, [1, 1], { weights: { source: 'roc' } }));
    expect(warnings).toEqual([
      { code: 'CONSTANT_CRITERION', path: 'criteria[1]' },
      { code: 'WEIGHTS_IGNORED', path: 'weights.source' },
    ]);
  });

  it('takes a name like a property of every object for a name', async () => {
    const alternatives = ['constructor', 'toString'];
    const { contributions } = await decide(plainProblem([[1, 0], [0, 1]], [2, 2], { alternatives })); // prettier-ignore
    expect(contributions).toEqual({ constructor: { C1: 0.5, C2: 0 }, toString: { C1: 0, C2: 0.5 } });
  });

  it('hands the simulation the signal of its step', async () => {
    const controller = new AbortController();
    const untilAborted: SmaaSampler = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        controller.abort(new Error('cancelled'));
      });
    const outputs = await outputsBefore('stress');
    await expect(
      run('stress', { outputs, signal: controller.signal, sampler: untilAborted }),
    ).rejects.toThrow('cancelled');
  });

  it.each(['frame', 'weigh', 'score', 'stress', 'recommend'])(
    'does not begin the step %s after its signal',
    async (name) => {
      const outputs = await outputsBefore(name);
      await expect(run(name, { outputs, signal: AbortSignal.abort(new Error('cancelled')) })).rejects.toThrow(
        'cancelled',
      );
    },
  );

  it('does not go on from outputs that are not there', async () => {
    await expect(run('recommend', { outputs: {} })).rejects.toThrow(PermanentStepError);
  });

  it('leaves little for later steps to read', async () => {
    const outputs = await outputsBefore('recommend');
    expect(Object.keys(outputs)).toEqual(['frame', 'weigh', 'score', 'stress']);
    expect(JSON.stringify(outputs).length).toBeLessThan(5_000);
  });
});

interface Circumstances {
  readonly outputs: JsonObject;
  readonly signal?: AbortSignal;
  readonly sampler?: SmaaSampler;
}

async function run(
  name: string,
  { outputs, signal, sampler = samplesNothing }: Circumstances,
): Promise<unknown> {
  const engine = analyticEngine(sampler);
  const problem = engine.parse(supplierProblem());
  const step = engine.steps.find((candidate) => candidate.name === name);
  return step?.run({
    problem,
    outputs,
    signal: signal ?? new AbortController().signal,
    key: `test:${name}`,
    fairnessKey: 'test',
    answers: {},
    once: makesAnew,
  });
}

async function outputsBefore(name: string): Promise<JsonObject> {
  const engine = analyticEngine(sampleInPlace);
  const problem = engine.parse(supplierProblem());
  const { signal } = new AbortController();
  let outputs: JsonObject = {};
  for (const step of engine.steps) {
    if (step.name === name) break;
    outputs = {
      ...outputs,
      [step.name]: (await step.run({
        ...{ problem, outputs, signal, answers: {} },
        ...{ key: 'test', fairnessKey: 'test', once: makesAnew },
      })) as JsonValue,
    };
  }
  return outputs;
}
