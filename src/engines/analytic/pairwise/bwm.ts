import { at } from '../numbers/numbers.js';

import { solveGame } from './matrix-game.js';

/** The comparisons with the best and the worst criterion; both are indices. */
export type BwmOptions = Readonly<{
  best: number;
  worst: number;
  /** How many times more the best weighs than each, and each than the worst; at least 1. */
  bestToOthers: readonly number[];
  othersToWorst: readonly number[];
}>;

/** The weights that such comparisons give, and how far these contradict each other. */
export interface Bwm {
  readonly weights: readonly number[];
  /** The largest deviation of all; 0 where the comparisons are consistent. */
  readonly xi: number;
  /** How far the comparisons contradict each other, in 0..1, before any weight is computed. */
  readonly consistencyRatio: number;
}

/**
 * Best-worst method, the linear model: weights that minimize the largest of `|w_best - a·w|` and `|w - a·w_worst|`.
 *
 * @see Rezaei, J. (2016). Best-worst multi-criteria decision-making method: some properties and a linear model. Omega
 *   64, 126-130.
 * @see Liang, F., Brunelli, M. and Rezaei, J. (2020). Consistency issues in the best worst method: measurements and
 *   thresholds. Omega 96, 102175, for the consistency ratio.
 */
export function bwm(options: BwmOptions): Bwm {
  const deviations = deviationsOf(options);
  const weights = deviations.length === 0 ? evenly(options.bestToOthers.length) : solveGame(deviations);
  const xi = Math.max(
    0,
    ...deviations.map((row) => row.reduce((total, part, j) => total + part * at(weights, j), 0)),
  );
  return { weights, xi, consistencyRatio: consistencyRatio(options) };
}

/** One row per deviation and sign: the weighted sum of each must not exceed xi. */
function deviationsOf({ best, worst, bestToOthers, othersToWorst }: BwmOptions): number[][] {
  const row = (plus: number, minus: number, factor: number): number[] =>
    bestToOthers.map((_, index) => Number(index === plus) - (index === minus ? factor : 0));
  const others = [...bestToOthers.keys()];
  const rows = [
    ...others.filter((index) => index !== best).map((index) => row(best, index, at(bestToOthers, index))),
    ...others
      .filter((index) => index !== worst && index !== best)
      .map((index) => row(index, worst, at(othersToWorst, index))),
  ];
  return rows.flatMap((deviation) => [deviation, deviation.map((part) => -part)]);
}

function consistencyRatio({ worst, bestToOthers, othersToWorst }: BwmOptions): number {
  const whole = at(bestToOthers, worst);
  if (whole <= 1) return 0;
  const parts = bestToOthers.map((toBest, index) => Math.abs(toBest * at(othersToWorst, index) - whole));
  return Math.max(...parts) / (whole * whole - whole);
}

function evenly(count: number): number[] {
  return Array.from({ length: count }, () => 1 / count);
}
