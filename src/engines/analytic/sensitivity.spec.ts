import { describe, expect, it } from '@jest/globals';
import { mostCriticalCriterion } from './robustness/critical-criterion.js';
import type { Evaluation } from './scoring/evaluation.js';
import { contributionsOf, scoresOf } from './scoring/saw.js';
import { weightIntervals } from './robustness/weight-intervals.js';
import { smallestWeightShift } from './robustness/weight-shift.js';

describe(weightIntervals.name, () => {
  it('finds where another alternative draws level, the other weights in proportion', () => {
    // Supplier example: with weight t on price the third leads the second by t - 0.4 (1 - t), zero at t = 2/7.
    const [price, quality, delivery] = weightIntervals(suppliers());
    expect(price?.from).toBeCloseTo(2 / 7, 12);
    expect(price?.to).toBe(1);
    expect(quality?.to).toBeCloseTo(6 / 13, 12);
    expect(delivery).toEqual({ from: 0, to: 1 });
  });

  it('shares the rest equally where one criterion has all the weight', () => {
    // Leads by t - (1 - t): level at one half.
    const [all] = weightIntervals(evaluationOf([[1, 0, 0], [0, 1, 1]], [1, 0, 0])); // prettier-ignore
    expect(all).toEqual({ from: 0.5, to: 1 });
  });

  it('has no room where the first is tied', () => {
    const [first] = weightIntervals(evaluationOf([[1, 0], [0, 1]], [0.5, 0.5])); // prettier-ignore
    expect(first).toEqual({ from: 0.5, to: 1 });
  });

  it('is everything for a single criterion', () => {
    expect(weightIntervals(evaluationOf([[1], [0]], [1]))).toEqual([{ from: 0, to: 1 }]);
  });
});

describe(smallestWeightShift.name, () => {
  it('moves weight from the strongest to the weakest criterion of the best', () => {
    // Lead over the second is 0.3; moving weight from price (+1) to quality (-1) costs 2 per unit.
    const shift = smallestWeightShift(suppliers());
    expect(shift?.challenger).toBe(1);
    expect(shift?.amount).toBeCloseTo(0.15, 12);
  });

  it('empties the strongest criterion before it goes on to the next', () => {
    // The lead is 1. Each unit from the first criterion takes 4 of it, and there is 0.1; each from the second takes 2.
    const shift = smallestWeightShift(evaluationOf([[3, 1, 0], [0, 0, 1]], [0.1, 0.8, 0.1])); // prettier-ignore
    expect(shift?.amount).toBeCloseTo(0.4, 12);
  });

  it('is nothing where the first is tied, and impossible where nothing is better anywhere', () => {
    expect(smallestWeightShift(evaluationOf([[1, 0], [0, 1]], [0.5, 0.5]))?.amount).toBe(0); // prettier-ignore
    expect(smallestWeightShift(evaluationOf([[1, 1], [0, 1]], [0.5, 0.5]))).toBeNull(); // prettier-ignore
  });
});

describe(mostCriticalCriterion.name, () => {
  it('is the one that needs the smallest change relative to its weight', () => {
    // Against the second: price may lose 0.3 of 0.5; quality must gain 0.3 on 0.3; delivery has less than it must lose.
    expect(mostCriticalCriterion(suppliers())).toBe(0);
  });

  it('may lose all of its weight, but no more', () => {
    expect(mostCriticalCriterion(evaluationOf([[1, 1], [0, 1]], [0.5, 0.5]))).toBe(0); // prettier-ignore
    expect(mostCriticalCriterion(evaluationOf([[2, 1], [0, 0]], [0.5, 0.5]))).toBeNull(); // prettier-ignore
  });
});

/** The values of the documented example: Alpha, Beta and Gamma on price, quality and delivery. */
function suppliers(): Evaluation {
  const values = [[0.5, 0.5, 0], [0, 1, 0.5], [1, 0, 1]]; // prettier-ignore
  return evaluationOf(values, [0.5, 0.3, 0.2]);
}

function evaluationOf(values: readonly (readonly number[])[], weights: readonly number[]): Evaluation {
  const scores = scoresOf(contributionsOf(values, weights));
  return { values, weights, scores, sizes: scores.map(Math.abs), best: scores.indexOf(Math.max(...scores)) };
}
