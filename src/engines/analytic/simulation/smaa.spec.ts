import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSampling } from '../../../../test/support/a-sampling.js';
import { sampleInPlace } from '../../../../test/support/smaa-in-place.js';
import { simulateBlock } from './simulate-block.js';
import { simulate } from './simulate.js';
import type { Block, SmaaJob, SmaaResult } from './smaa-job.js';

const SAMPLES = 20_000;

describe(simulate.name, () => {
  it('draws weights uniformly from all that sum to one, not uniform numbers scaled to it', async () => {
    // For uniform weights P(w1 > t) is (1 - t)^2 with three criteria: the first alternative wins if w1 > 0.8.
    const { rankAcceptability } = await run({ values: [[1, 0, 0], [0.8, 0.8, 0.8]] }); // prettier-ignore
    expectShare(rankAcceptability[0]?.[0], 0.04);
  });

  it('gives alternatives that tie the same rank', async () => {
    const { rankAcceptability, centralWeights, pairwise, confidence } = await run({
      values: [[1], [1], [0]],
      samples: 10,
    });
    expect(rankAcceptability).toEqual([[1, 0, 0], [1, 0, 0], [0, 0, 1]]); // prettier-ignore
    expect(centralWeights).toEqual([[1], [1], null]);
    expect(pairwise).toEqual([[0, 0, 1], [0, 0, 1], [0, 0, 0]]); // prettier-ignore
    expect(confidence).toEqual([1, 1, null]);
  });

  it('has no central weights for an alternative that is never first', async () => {
    const { centralWeights } = await run({ values: [[1, 1], [0, 0]], samples: 10 }); // prettier-ignore
    expect(centralWeights[1]).toBeNull();
  });

  it('answers the same to the same seed and something else to another', async () => {
    const values = [[1, 0], [0, 1]]; // prettier-ignore
    const from = (seed: number) => run({ values, samples: 1000, seed });
    expect(await from(42)).toEqual(await from(42));
    expect(await from(42)).not.toEqual(await from(43));
  });

  it('answers the same bytes however many blocks run at once and in whatever order they end', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 99 }),
        async (atOnce, seed) => {
          const values = Array.from({ length: 40 }, (_, a) => [Math.sin(a), Math.cos(a), a % 7]);
          const job = { ...aJob({ values, samples: 60_000 }), seed };
          const late = async (block: Block) => {
            for (let turn = block.index % 3; turn > 0; turn -= 1) await new Promise(setImmediate);
            return simulateBlock(block);
          };
          expect(JSON.stringify(await simulate(job, { ...aSampling(), run: late, atOnce }))).toBe(
            JSON.stringify(await run(job)),
          );
        },
      ),
      { numRuns: 3 },
    ));

  it('can be sent to a thread and back', async () => {
    const block = { job: aJob({ values: [[1, 0], [0, 1]] }), index: 0, samples: 10, centralWeights: null }; // prettier-ignore
    expect(structuredClone(simulateBlock(structuredClone(block)))).toEqual(simulateBlock(block));
    await Promise.resolve();
  });
});

describe('weights that are drawn', () => {
  it('around given ones have these as their mean, and spread less the higher the concentration', async () => {
    // Alternative 1 is first if w1 > 0.5. Of a Dirichlet around (0.4, 0.6) w1 is Beta(0.4 k, 0.6 k).
    const share = async (concentration: number) => {
      const weights = { kind: 'around_given', base: [0.4, 0.6], concentration } as const;
      return (await run({ values: [[1, 0], [0, 1]], weights })).rankAcceptability[0]?.[0] ?? NaN; // prettier-ignore
    };
    // Beta(2, 3): P(x > 1/2) = 5/16.
    expectShare(await share(5), 5 / 16);
    expect(await share(1000)).toBe(0);
  });

  it('in an order never turn it round', async () => {
    const weights = { kind: 'ordinal', base: [0.5, 0.3, 0.2], concentration: 1 } as const;
    const { rankAcceptability } = await run({ values: [[1, 0, 0], [0, 1, 0]], weights }); // prettier-ignore
    expect(rankAcceptability).toEqual([[1, 0], [0, 1]]); // prettier-ignore
  });

  it('in an order of equals are equal', async () => {
    const weights = { kind: 'ordinal', base: [0.5, 0.5], concentration: 1 } as const;
    const { rankAcceptability } = await run({ values: [[1, 0], [0, 1]], weights }); // prettier-ignore
    expect(rankAcceptability).toEqual([[1, 0], [1, 0]]); // prettier-ignore
  });

  it('can be the given ones', async () => {
    const weights = { kind: 'given', base: [0.6, 0.4], concentration: 1 } as const;
    const { centralWeights } = await run({ values: [[1, 0], [0, 1]], weights, samples: 8 }); // prettier-ignore
    expect(centralWeights).toEqual([[expect.closeTo(0.6, 12), expect.closeTo(0.4, 12)], null]);
  });
});

describe('scores that are drawn', () => {
  const line = { points: [[0, 0], [1, 1]], goesOn: true } as const; // prettier-ignore

  it.each([
    // The other alternative is worth 0.5; each share is P(score > 0.5) in closed form.
    ['an interval', { kind: 'interval', from: 0, to: 2 }, 0.75],
    ['a normal', { kind: 'normal', mean: 0.5, deviation: 3 }, 0.5],
    ['a normal above its mean', { kind: 'normal', mean: 0, deviation: 0.5 }, 0.15865525393145707],
    ['a lognormal', { kind: 'lognormal', mean: Math.log(0.5), deviation: 1 }, 0.5],
    ['a beta', { kind: 'beta', a: 2, b: 3, from: 0, to: 1 }, 5 / 16],
    ['a beta of small shapes', { kind: 'beta', a: 0.5, b: 0.5, from: 0, to: 1 }, 0.5],
    ['a triangular', { kind: 'triangular', from: 0, mode: 1, to: 1 }, 0.75],
    ['levels', { kind: 'levels', values: [0, 1], chances: [0.3, 0.7] }, 0.7],
  ] as const)('follow %s', async (_, variate, share) => {
    const drawn = [{ alternative: 0, criterion: 0, variate, value: line }];
    const { rankAcceptability, confidence } = await run({ values: [[0], [0.5]], drawn });
    expectShare(rankAcceptability[0]?.[0], share);
    expectShare(confidence[0] ?? undefined, share, 10_000);
  });

  it('go through the value function, level outside it', async () => {
    const value = { points: [[0, 0], [1, 1]], goesOn: false } as const; // prettier-ignore
    const drawn = [
      { alternative: 0, criterion: 0, variate: { kind: 'interval', from: 1, to: 9 }, value } as const,
    ];
    const { rankAcceptability } = await run({ values: [[0], [1]], drawn });
    expect(rankAcceptability).toEqual([[1, 0], [1, 0]]); // prettier-ignore
  });
});

function aJob(changes: Partial<SmaaJob> & Pick<SmaaJob, 'values'>): SmaaJob {
  const base = (changes.values[0] ?? []).map((_, __, row) => 1 / row.length);
  const weights = { kind: 'uniform', base, concentration: 50 } as const;
  return { method: null, drawn: [], weights, samples: SAMPLES, seed: 1, ...changes };
}

function run(changes: Partial<SmaaJob> & Pick<SmaaJob, 'values'>): Promise<SmaaResult> {
  return sampleInPlace(aJob(changes), aSampling());
}

/** Within four standard errors. */
function expectShare(measured: number | undefined, share: number, samples = SAMPLES): void {
  const error = Math.sqrt((share * (1 - share)) / samples);
  expect(Math.abs((measured ?? NaN) - share)).toBeLessThanOrEqual(4 * error);
}
