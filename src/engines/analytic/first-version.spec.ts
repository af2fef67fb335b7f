import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../decisions/domain/json.js';
import { supplierProblem } from '../../../test/support/analytic-problems.js';
import { sampleInPlace } from '../../../test/support/smaa-in-place.js';
import { firstAnalyticEngine } from './first-version.js';
import type { AnalyticResult } from './report/findings/result.js';
import { makesAnew } from '../../../test/support/made-anew.js';

/** What version 1 left of the documented example before its last step, simulation shortened. */
const STORED: JsonObject = {
  frame: { dominated: [], warnings: [{ code: 'RANGE_FROM_DATA', path: 'criteria[0]' }] },
  weigh: { weights: [0.5, 0.3, 0.2] },
  score: { scores: [0.4, 0.4, 0.7], ranking: [] },
  stress: {
    robustness: {
      weight_intervals: [],
      weight_margin: 0.15,
      nearest_challenger: 'Beta',
      most_critical_criterion: 'price',
      smaa: {
        ...{ samples: 100, seed: 42, standard_error: 0.05 },
        rank_acceptability: { Alpha: [0, 0.5, 0.5], Beta: [0.34, 0.2, 0.46], Gamma: [0.66, 0.3, 0.04] },
        central_weights: { Alpha: null, Beta: { price: 0.1 }, Gamma: { price: 0.5 } },
        pairwise: {},
      },
      rank_reversal: { structural: false, swap_count: 0, swaps: [] },
    },
  },
};

describe(firstAnalyticEngine.name, () => {
  it('goes on with what it has stored, and keeps its simulation', async () => {
    const { smaa } = (await recommended(STORED)).robustness ?? {};
    expect(smaa?.rank_acceptability.Gamma).toEqual([0.66, 0.3, 0.04]);
    expect(smaa).toMatchObject({ weights: 'uniform', confidence: { Alpha: null, Beta: 1, Gamma: 1 } });
  });

  it('says of its simulation what it was', async () => {
    expect((await recommended(STORED)).explanation).toContain(
      'If nothing is known of the weights, of 100 samples with any weights Gamma is first in 66% and Beta in 34%.',
    );
  });

  it('has the steps it always had, and draws weights uniformly', () => {
    const engine = firstAnalyticEngine(sampleInPlace);
    expect(engine.version).toBe(1);
    expect(engine.steps.map(({ name }) => name)).toEqual(['frame', 'weigh', 'score', 'stress', 'recommend']);
    expect(engine.parse(supplierProblem()).robustness.weights).toBe('uniform');
  });
});

async function recommended(outputs: JsonObject): Promise<AnalyticResult> {
  const engine = firstAnalyticEngine(sampleInPlace);
  const problem = engine.parse(supplierProblem({ robustness: { samples: 100, seed: 42 } }));
  const { signal } = new AbortController();
  const context = { problem, outputs, signal, answers: {}, key: 'test', fairnessKey: 'test' };
  const result = await engine.steps.at(-1)?.run({ ...context, once: makesAnew });
  return result as JsonValue as unknown as AnalyticResult;
}
