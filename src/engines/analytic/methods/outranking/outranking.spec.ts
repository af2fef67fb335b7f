import { describe, expect, it } from '@jest/globals';
import {
  caseNamed,
  casesOf,
  type DecisionCase,
  expectClose,
  tableOf,
} from '../../../../../test/support/decision-cases.js';
import { at, sum } from '../../numbers/numbers.js';
import { ranksOf } from '../../numbers/ranking.js';
import { distill, placesIn, singleCut } from './distillation.js';
import { electreI, type ElectreOptions } from './electre-i.js';
import { electreIII } from './electre-iii.js';
import { kernelOf } from './kernel.js';
import { intersection } from './partial-order.js';
import type { Preference, Threshold, Thresholds } from '../../problem/criteria.js';
import { promethee } from './promethee.js';

describe('promethee', () => {
  it.each(casesOf('PROMETHEE_II'))('ranks $id as published', (example) => {
    const { phi, phiPlus, phiMinus } = flows(example);
    const { expected, tolerance } = example;
    expectClose(phi, expected.netFlow ?? expected.phi ?? null, tolerance);
    expectClose(phiPlus, expected.phiPlus ?? null, tolerance);
    expectClose(phiMinus, expected.phiMinus ?? null, tolerance);
    expect(sum(phi)).toBeCloseTo(0, 12);
    if ('best' in expected) expect(ranksOf(phi)[expected.best as number]).toBe(1);
    if ('ranking' in expected) expect(ranksOf(phi)).toEqual(expected.ranking);
  });

  it('leaves the published pair of Brans incomparable, and one alternative preferred to all', () => {
    const example = caseNamed('promethee1-brans1986-incomparable');
    const { phiPlus, phiMinus } = flows(example);
    const order = intersection(
      phiPlus,
      phiMinus.map((phi) => -phi),
    );
    expect(order.incomparable).toContainEqual(at(example.expected.incomparable as number[][], 0));
    expect(order.outranks.filter(([better]) => better === example.expected.best)).toHaveLength(5);
    expect(order.ranks[4]).toBe(1);
  });
});

describe('electre I', () => {
  it.each(casesOf('ELECTRE_I'))('outranks in $id as published', (example) => {
    const options: ElectreOptions = {
      normalization: String(example.params.normalization).startsWith('sum') ? 'sum' : 'none',
      concordanceThreshold: 0.65,
      discordanceThreshold: 0.35,
      discordanceScale: 'largest_range',
    };
    const { concordance, discordance, outranking } = electreI(tableOf(example), options);
    expectClose(concordance, example.expected.concordance, example.tolerance);
    expectClose(discordance, example.expected.discordance, example.tolerance);
    if ('kernel' in example.expected) {
      expect(kernelOf(outranking, 'aggregate').kernel).toEqual(example.expected.kernel);
    }
  });

  it('takes a circle for one alternative, or leaves it undecided', () => {
    const circle = graph(5, [0, 1], [1, 2], [2, 0], [2, 3], [4, 3]);
    const [aggregated, reported] = [kernelOf(circle, 'aggregate'), kernelOf(circle, 'report')];
    expect(aggregated).toEqual({ kernel: [0, 1, 2, 4], outranked: [3], undecided: [], cycles: [[0, 1, 2]] });
    expect(reported).toEqual({ kernel: [4], outranked: [3], undecided: [0, 1, 2], cycles: [[0, 1, 2]] });
  });
});

describe('electre III', () => {
  it('finds the concordance and credibility of the cars as published', () => {
    const example = caseNamed('electre3-decisiondeck-sixrealcars');
    const { concordance, credibility } = fuzzy(example);
    const pairs = (name: string) => Object.entries(example.expected[name] as Record<string, number>);
    const find = (matrix: readonly (readonly number[])[], pair: string) => {
      const [a = '', b = ''] = pair.split(',');
      return matrix[example.alternatives?.indexOf(a) ?? NaN]?.[example.alternatives?.indexOf(b) ?? NaN];
    };
    for (const [pair, value] of pairs('concordancePairs')) expectClose(find(concordance, pair), value, 5e-5);
    for (const [pair, value] of pairs('credibilityPairs')) expectClose(find(credibility, pair), value, 5e-5);
  });

  it('cuts the schools once as published', () => {
    const example = caseNamed('electre3-rmcda-schools');
    const { concordance, credibility } = fuzzy(example);
    expectClose(concordance, example.expected.concordanceFull, example.tolerance);
    expectClose(sum(credibility.flat()), example.expected.credibilitySum, example.tolerance);
    expect(singleCut(credibility, 0.3)).toEqual({
      dominance: example.expected.dominance,
      qualification: example.expected.qualification,
    });
  });

  it('distills the waste sites as published', () => {
    const example = caseNamed('electre3-wang2008-waste-reversal');
    const { ascending, descending } = distill(fuzzy(example).credibility, { alpha: 0.3, beta: -0.15 });
    expect(ascending).toEqual(example.expected.ascending);
    expect(descending[0]).toEqual(example.expected.descendingTop);
    expect(placesIn(ascending, 11)).toEqual([1, 4, 5, 2, 4, 7, 0, 6, 1, 3, 5]);
  });
});

function flows(example: DecisionCase) {
  return promethee(tableOf(example), { preferences: example.params.preferenceFunctions as Preference[] });
}

function fuzzy(example: DecisionCase) {
  type Given = number | Partial<Threshold> | null;
  const given = (name: string) => (example.params[name] ?? []) as Given[];
  const read = (value: Given): Threshold =>
    typeof value === 'number' ? { abs: value, rel: 0 } : { abs: 0, rel: 0, ...value };
  const thresholds = example.criteria.map((_, index): Thresholds => ({
    q: read(at(given('q'), index)),
    p: read(at(given('p'), index)),
    v: given('v')[index] == null ? null : read(at(given('v'), index)),
  }));
  return electreIII(tableOf(example), { thresholds });
}

function graph(size: number, ...arcs: [number, number][]): boolean[][] {
  const nodes = [...Array(size).keys()];
  return nodes.map((from) => nodes.map((to) => arcs.some(([a, b]) => a === from && b === to)));
}
