import { describe, expect, it } from '@jest/globals';
import { PermanentStepError } from '../../decisions/domain/ports/decision-engine.js';
import type { JsonObject } from '../../decisions/domain/json.js';
import { plainProblem, supplierProblem } from '../../../test/support/analytic-problems.js';
import { decide } from '../../../test/support/analytic-run.js';
import { analyticEngine } from './analytic-engine.js';
import type { SmaaSampler } from './robustness/smaa-sampler.js';
import { simulate } from './robustness/smaa.js';

const samplesNothing: SmaaSampler = () => Promise.reject(new Error('no sample was asked for'));

describe(analyticEngine.name, () => {
  it('has five steps', () => {
    const { name, version, steps } = analyticEngine(samplesNothing);
    expect({ name, version, steps: steps.map((step) => step.name) }).toEqual({
      name: 'analytic',
      version: 1,
      steps: ['frame', 'weigh', 'score', 'stress', 'recommend'],
    });
  });

  it('decides the documented example', async () => {
    const { robustness, explanation, details, ...result } = await decide(supplierProblem());
    expect(explanation).toMatch(/^Gamma is recommended: /);
    expect(details.scales.map(({ range }) => range)).toEqual(['data', 'data', 'data']);
    expect(robustness).toMatchObject({
      weight_margin: expect.closeTo(0.15, 12),
      nearest_challenger: 'Beta',
      most_critical_criterion: 'price',
      smaa: { samples: 10_000, seed: 42, standard_error: 0.005 },
      rank_reversal: { structural: false, swap_count: 0, swaps: [] },
    });
    expect(result).toEqual({
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
        { criterion: 'price', difference: 0.25 },
        { criterion: 'quality', difference: -0.15 },
        { criterion: 'delivery', difference: 0.2 },
      ],
      weights: {
        given: { price: 0.5, quality: 0.3, delivery: 0.2 },
        used: { price: 0.5, quality: 0.3, delivery: 0.2 },
        source: 'given',
        consistency_ratio: null,
      },
      dominated: [],
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
    const untilAborted: SmaaSampler = (_, signal) =>
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
    expect(JSON.stringify(outputs).length).toBeLessThan(2_500);
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
  return step?.run({ problem, outputs, signal: signal ?? new AbortController().signal, key: `test:${name}` });
}

async function outputsBefore(name: string): Promise<JsonObject> {
  const engine = analyticEngine((job) => Promise.resolve(simulate(job)));
  const problem = engine.parse(supplierProblem());
  const { signal } = new AbortController();
  let outputs: JsonObject = {};
  for (const step of engine.steps) {
    if (step.name === name) break;
    outputs = { ...outputs, [step.name]: await step.run({ problem, outputs, signal, key: 'test' }) };
  }
  return outputs;
}
