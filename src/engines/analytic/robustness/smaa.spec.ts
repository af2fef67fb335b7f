import { describe, expect, it } from '@jest/globals';
import { simulate } from './smaa.js';

const SAMPLES = 20_000;

describe(simulate.name, () => {
  it('draws weights uniformly from all that sum to one, not uniform numbers scaled to it', () => {
    // For uniform weights P(w1 > t) is (1 - t)^2 with three criteria: the first alternative wins if w1 > 0.8.
    const { rankAcceptability } = simulate({ values: [[1, 0, 0], [0.8, 0.8, 0.8]], samples: SAMPLES, seed: 1 }); // prettier-ignore
    expect(Math.abs((rankAcceptability[0]?.[0] ?? NaN) - 0.04)).toBeLessThan(
      3 * Math.sqrt((0.04 * 0.96) / SAMPLES),
    );
  });

  it('gives alternatives that tie the same rank', () => {
    const { rankAcceptability, centralWeights, pairwise } = simulate({
      values: [[1], [1], [0]],
      samples: 10,
      seed: 1,
    });
    expect(rankAcceptability).toEqual([[1, 0, 0], [1, 0, 0], [0, 0, 1]]); // prettier-ignore
    expect(centralWeights).toEqual([[1], [1], null]);
    expect(pairwise).toEqual([[0, 0, 1], [0, 0, 1], [0, 0, 0]]); // prettier-ignore
  });

  it('has no central weights for an alternative that is never first', () => {
    const { centralWeights } = simulate({ values: [[1, 1], [0, 0]], samples: 10, seed: 1 }); // prettier-ignore
    expect(centralWeights[1]).toBeNull();
  });

  it('answers the same to the same seed and something else to another', () => {
    const values = [[1, 0], [0, 1]]; // prettier-ignore
    const run = (seed: number) => simulate({ values, samples: 1000, seed });
    expect(run(42)).toEqual(run(42));
    expect(run(42)).not.toEqual(run(43));
  });

  it('can be sent to a thread and back', () => {
    const job = { values: [[1, 0], [0, 1]], samples: 10, seed: 1 }; // prettier-ignore
    expect(structuredClone(simulate(structuredClone(job)))).toEqual(simulate(job));
  });
});
