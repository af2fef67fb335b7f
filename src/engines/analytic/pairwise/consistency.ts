import { at, dot, sum } from '../numbers/numbers.js';
import type { Matrix } from '../numbers/matrix.js';
import type { Judgments, RandomIndexTable } from '../problem/judgments.js';

/**
 * The mean consistency index of random judgments, for 3 criteria and more. Tables differ, so a consistency ratio says
 * little without the name of its table.
 *
 * - `saaty1980`: Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.
 * - `aguaron_moreno2003`: Aguarón, J. and Moreno-Jiménez, J. M. (2003). The geometric consistency index: approximated
 *   thresholds. European Journal of Operational Research 147(1), 137-145.
 * - `donegan_dodd1991`: Donegan, H. A. and Dodd, F. J. (1991). A note on Saaty's random indexes. Mathematical and
 *   Computer Modelling 15(10), 135-137.
 */
const RANDOM_INDEX = {
  saaty1980: [0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
  aguaron_moreno2003: [
    0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484, 1.513, 1.535, 1.555, 1.57, 1.583,
  ],
  donegan_dodd1991: [
    0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969,
  ],
} as const satisfies Record<RandomIndexTable, readonly number[]>;

/** Above this ratio Saaty asks for better judgments. */
export const ACCEPTABLE_RATIO = 0.1;

/** How far judgments contradict each other; 0 where they do not. */
export interface Consistency {
  readonly lambdaMax: number;
  readonly index: number;
  /** 0 for one or two criteria, `null` for more than 15, of which no table knows the random index. */
  readonly ratio: number | null;
}

/**
 * How far judgments contradict each other: `CI = (λ - n) / (n - 1)` with λ the mean of `(Aw)/w`, and `CR = CI / RI`.
 *
 * @param complete judgments without gaps
 * @param weights that were made of them
 */
export function consistencyOf(
  complete: Matrix,
  weights: readonly number[],
  table: RandomIndexTable,
): Consistency {
  const size = weights.length;
  if (size <= 2) return { lambdaMax: size, index: 0, ratio: 0 };
  const lambdaMax = sum(complete.map((row, index) => dot(row, weights) / at(weights, index))) / size;
  // The true value is never below the size; rounding may put it there.
  const index = Math.max(0, lambdaMax - size) / (size - 1);
  const random = RANDOM_INDEX[table][size - 3];
  return { lambdaMax, index, ratio: random === undefined ? null : index / random };
}

/** The judgment that contradicts the others most. */
export interface WorstJudgment {
  /** The one said to weigh more, or the earlier of both. */
  readonly row: number;
  readonly column: number;
  readonly judgment: number;
  /** The ratio of the weights. */
  readonly implied: number;
}

const LEVEL = 1e-9;

/** The judgment that differs most from the weights; `null` if all agree with them. */
export function worstJudgment(judgments: Judgments, weights: readonly number[]): WorstJudgment | null {
  let worst: WorstJudgment | null = null;
  let furthest = 1 + LEVEL;
  for (const [row, judged] of judgments.entries()) {
    for (const [column, judgment] of judged.entries()) {
      if (judgment === null || row === column) continue;
      const implied = at(weights, row) / at(weights, column);
      if (judgment / implied <= furthest * (1 + LEVEL)) continue;
      furthest = judgment / implied;
      worst = { row, column, judgment, implied };
    }
  }
  return worst;
}

/** The judgments with one of them, and its reciprocal, replaced or taken out. */
export function withJudgment(
  judgments: Judgments,
  { row, column }: Pick<WorstJudgment, 'row' | 'column'>,
  judgment: number | null,
): Judgments {
  return judgments.map((judged, i) =>
    judged.map((old, j) => {
      if (i === row && j === column) return judgment;
      return i === column && j === row ? judgment && 1 / judgment : old;
    }),
  );
}

/** The nearest by ratio of 1/9, …, 1/2, 1, 2, …, 9, which is the scale people are asked for. */
export function onSaatyScale(ratio: number): number {
  const nearest = Math.min(9, Math.max(1, Math.round(Math.max(ratio, 1 / ratio))));
  return ratio >= 1 ? nearest : 1 / nearest;
}
