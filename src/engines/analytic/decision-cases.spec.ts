import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { aCriterion } from '../../../test/support/analytic-problems.js';
import { decide } from '../../../test/support/analytic-run.js';
import { sum } from './scoring/numbers.js';
import type { AnalyticResult } from './report/result.js';
import { leafWeights, nodeWeights } from './scoring/weights.js';

/** Published and closed-form cases, each with its source in the file. */
interface Case {
  readonly id: string;
  readonly method: string;
  readonly params: {
    readonly normalization?: string;
    readonly weights?: string;
    readonly ranks?: number[];
    readonly bounds?: [min: number, max: number][];
  };
  readonly criteria: { readonly name: string; readonly direction: string; readonly weight: number | null }[];
  readonly alternatives: string[];
  readonly matrix: unknown[][];
  readonly expected: {
    readonly scores: number[];
    readonly ranking?: number[];
    readonly margin: number;
    readonly bestStable: [number, number][];
    readonly rankAcceptability: number[][];
    readonly centralWeights: number[][];
    readonly [weights: string]: unknown;
  };
  readonly tolerance: number;
}

const FILE = new URL('../../../test/fixtures/decision-cases.json', import.meta.url);
const CASES = JSON.parse(readFileSync(FILE, 'utf8')) as Case[];

describe('published decision problems', () => {
  it.each(casesOf('SAW'))('scores $id as published', async (example) => {
    const result = await decide(problemOf(example));
    const scores = inOrder(example, result, ({ score }) => score * scaleOf(example));
    for (const [index, expected] of example.expected.scores.entries()) {
      expect(Math.abs((scores[index] ?? NaN) - expected)).toBeLessThanOrEqual(example.tolerance);
    }
    if (example.expected.ranking) {
      expect(inOrder(example, result, ({ rank }) => rank)).toEqual(example.expected.ranking);
    }
  });

  it.each(
    casesOf('RANK_WEIGHTS').flatMap((example) => [
      { example, source: 'roc', column: 'roc' } as const,
      { example, source: 'rank_sum', column: 'rankSum' } as const,
      { example, source: 'rank_reciprocal', column: 'rankReciprocal' } as const,
    ]),
  )('weighs $example.id by $source as published', ({ example, source, column }) => {
    const criteria = (example.params.ranks ?? []).map((rank) => aCriterion(`C${rank}`, { rank }));
    const expected = example.expected[column] as number[];
    const weights = leafWeights(nodeWeights(criteria, source));
    expect(weights).toHaveLength(expected.length);
    for (const [index, weight] of weights.entries()) {
      expect(Math.abs(weight - (expected[index] ?? NaN))).toBeLessThanOrEqual(example.tolerance);
    }
  });

  it.each(casesOf('SAW_WEIGHT_SENSITIVITY'))('finds the weight intervals of $id', async (example) => {
    const result = await decide(problemOf(example));
    expect(result.margin?.absolute).toBeCloseTo(example.expected.margin, 9);
    const intervals = result.robustness?.weight_intervals ?? [];
    expect(intervals).toHaveLength(example.expected.bestStable.length);
    for (const [index, [from, to]] of example.expected.bestStable.entries()) {
      expect(intervals[index]?.from).toBeCloseTo(from, 9);
      expect(intervals[index]?.to).toBeCloseTo(to, 9);
    }
  });

  // The remaining case of this method has distributions for scores, which the engine does not take.
  it.each(casesOf('SMAA_2').filter(({ matrix }) => matrix.flat().every(Number.isFinite)))(
    'simulates $id to within three standard errors',
    async (example) => {
      const samples = 100_000;
      const { robustness } = await decide({ ...problemOf(example), robustness: { samples } });
      for (const [index, name] of example.alternatives.entries()) {
        const exact = example.expected.rankAcceptability[index] ?? [];
        for (const [rank, share] of exact.entries()) {
          const error = Math.sqrt((share * (1 - share)) / samples);
          const measured = robustness?.smaa?.rank_acceptability[name]?.[rank] ?? NaN;
          expect(Math.abs(measured - share)).toBeLessThanOrEqual(3 * error);
        }
        const central = Object.values(robustness?.smaa?.central_weights[name] ?? {});
        const error = 0.5 / Math.sqrt(samples * (exact[0] ?? NaN));
        expect(central).toHaveLength(example.criteria.length);
        for (const [criterion, weight] of central.entries()) {
          const exactWeight = example.expected.centralWeights[index]?.[criterion] ?? NaN;
          expect(Math.abs(weight - exactWeight)).toBeLessThanOrEqual(3 * error);
        }
      }
    },
  );

  it('covers every case of its methods but the one with distributions', () => {
    expect(
      ['SAW', 'RANK_WEIGHTS', 'SAW_WEIGHT_SENSITIVITY', 'SMAA_2'].map((name) => casesOf(name).length),
    ).toEqual([8, 1, 1, 4]);
  });
});

function casesOf(method: string): Case[] {
  return CASES.filter((example) => example.method === method);
}

function problemOf({ alternatives, criteria, matrix, params }: Case): Record<string, unknown> {
  const bounds = (index: number) => {
    const [min, max] = params.bounds?.[index] ?? [];
    return { min, max };
  };
  return {
    alternatives,
    criteria: criteria.map((criterion, index) => ({ ...criterion, ...bounds(index) })),
    scores: matrix,
    method: { normalization: params.normalization ?? 'none' },
    robustness: { samples: 0 },
  };
}

/**
 * One source uses weights that sum to 2 as they are. The engine always scales weights to sum 1, which keeps the order
 * and divides all scores by the sum; multiplying by it gives the scores of the source.
 */
function scaleOf({ criteria, params }: Case): number {
  const isScaled = !params.weights?.startsWith('used as given');
  return isScaled ? 1 : sum(criteria.map(({ weight }) => weight ?? NaN));
}

function inOrder(
  { alternatives }: Case,
  { ranking }: AnalyticResult,
  read: (entry: AnalyticResult['ranking'][number]) => number,
): number[] {
  return alternatives.map((name) => {
    const entry = ranking.find(({ alternative }) => alternative === name);
    return entry ? read(entry) : NaN;
  });
}
