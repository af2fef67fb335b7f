import { at } from '../numbers/numbers.js';
import type { Judgments } from '../problem/judgments.js';

/**
 * Logarithms of the weights whose ratios are nearest to the given judgments, by the sum of squared logarithmic
 * differences; the last is 0. Judgments that do not contradict each other are met exactly. One linear system with the
 * Laplacian of the graph of judged pairs, `O(n³)` whatever the graph.
 *
 * @param judgments connected
 * @see Bozóki, S., Fülöp, J. and Rónyai, L. (2010). On optimal completion of incomplete pairwise comparison matrices.
 *   Mathematical and Computer Modelling 52(1-2), 318-333, section 4.
 */
export function logLeastSquares(judgments: Judgments): number[] {
  const free = judgments.length - 1;
  const rows = judgments.slice(0, free).map((row, i) => {
    const judged = row.flatMap((judgment, j) => (judgment === null || i === j ? [] : [{ j, judgment }]));
    const system = Array.from({ length: free + 1 }, (_, j) => (i === j ? judged.length : 0));
    for (const { j } of judged) if (j < free) system[j] = -1;
    system[free] = judged.reduce((total, { judgment }) => total + Math.log(judgment), 0);
    return system;
  });
  return [...solved(rows), 0];
}

/** Gauss–Jordan elimination. The system is positive definite, so every pivot is above 0 in the given order. */
function solved(rows: number[][]): number[] {
  for (const [pivot, row] of rows.entries()) {
    const scaled = row.map((value) => value / at(row, pivot));
    for (const [index, other] of rows.entries()) {
      const part = at(other, pivot);
      if (index === pivot) rows[index] = scaled;
      else if (part !== 0) rows[index] = other.map((value, j) => value - part * at(scaled, j));
    }
  }
  return rows.map((row) => at(row, rows.length));
}
