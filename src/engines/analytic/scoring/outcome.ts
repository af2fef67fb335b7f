import type { JsonObject } from '../../../decisions/domain/json.js';
import { ranksOf } from '../numbers/ranking.js';
import { sum } from '../numbers/numbers.js';
import { type Additive, contributionsOf, scoresOf } from './saw.js';
import type { Matrix } from '../numbers/matrix.js';

/** What a method makes of a decision matrix, in the order of its alternatives. */
export interface Outcome {
  /** The scores that the method publishes; `null` where it has none. */
  readonly scores: readonly number[] | null;
  /** Which scores are the better ones. */
  readonly better: 'more' | 'less';
  /** More is always better; used for comparisons. These are the scores or, where there are none, the negative ranks. */
  readonly merits: readonly number[];
  /** For each merit the size of the numbers it was computed from. */
  readonly sizes: readonly number[];
  /** 1 is the best; alternatives that tie share a rank. */
  readonly ranks: readonly number[];
  /** `null` where scores are no sums over the criteria. */
  readonly additive: Additive | null;
  /** What a lead is divided by to say how large it is. */
  readonly measure: Measure;
  /** Whether the first place is clear by a rule of the method itself; `null` where it has no such rule. */
  readonly isClear: boolean | null;
  /** Results of the method itself; they become `details`. */
  readonly details: JsonObject;
}

/**
 * What a lead is compared with to say whether it is large. Where scores are counted from a zero, it is the larger of
 * both scores; for flows, which lie around zero, and for regrets, which begin there, 1; where a score is a difference of
 * benefits and costs, their sum; and for the logarithm of a product, that product.
 */
export type Measure = 'scores' | 'one' | 'sizes' | 'logarithms';

interface Scored {
  readonly measure?: Measure;
  readonly better?: 'more' | 'less';
  /** Where ranks do not simply follow from the scores. */
  readonly merits?: readonly number[];
  readonly additive?: Additive | null;
  readonly isClear?: boolean | null;
  readonly details?: JsonObject;
}

/** The outcome of a method that ranks by scores in about -1..1, or by merits of that kind. */
export function scored(scores: readonly number[], rest: Scored = {}): Outcome {
  const { better = 'more', additive = null, measure = 'scores', isClear = null, details = {} } = rest;
  const merits = rest.merits ?? (better === 'more' ? scores : scores.map((score) => -score));
  const sizes = additive?.sizes ?? scores.map(() => 1);
  return {
    scores,
    better,
    merits,
    sizes,
    ranks: ranksOf(merits, sizes),
    additive,
    measure,
    isClear,
    details,
  };
}

/** The outcome of a method that ranks without a score. */
export function ranked(
  ranks: readonly number[],
  details: JsonObject,
  isClear: boolean | null = null,
): Outcome {
  const merits = ranks.map((rank) => -rank);
  const sizes = ranks.map(() => 1);
  const measure = 'scores';
  return { scores: null, better: 'more', merits, sizes, ranks, additive: null, measure, isClear, details };
}

/** Weighted values and their sums. */
export function additiveOf(values: Matrix, weights: readonly number[]): Additive {
  const contributions = contributionsOf(values, weights);
  return {
    values,
    contributions,
    scores: scoresOf(contributions),
    sizes: contributions.map((row) => sum(row.map(Math.abs))),
    scales: [],
  };
}
