import type { Discrimination } from '../../problem/method.js';
import { isBetter } from '../../numbers/compare.js';
import { at } from '../../numbers/numbers.js';
import type { Matrix } from '../../numbers/matrix.js';

/** Classes of alternatives that are level, by index, best first. */
export type Preorder = readonly (readonly number[])[];

/**
 * Turns credibilities into two orders: one repeatedly takes out the best, the other the worst.
 *
 * An alternative beats another where its credibility is above a cut and exceeds the reverse by the discrimination; its
 * qualification is how many it beats less how many beat it. Those of the extreme qualification are compared once more
 * among themselves at a lower cut, until one is left or the cut is 0.
 *
 * @see Roy, B. (1978), as in `electre-iii.ts`.
 */
export function distill(
  credibility: Matrix,
  discrimination: Discrimination,
): { descending: Preorder; ascending: Preorder } {
  const steps = (extreme: (numbers: readonly number[]) => number): number[][] => {
    const classes: number[][] = [];
    let rest = [...credibility.keys()];
    while (rest.length > 0) {
      const taken = extremes(rest, { credibility, discrimination, extreme });
      classes.push(taken);
      rest = rest.filter((index) => !taken.includes(index));
    }
    return classes;
  };
  return {
    descending: steps((numbers) => Math.max(...numbers)),
    ascending: steps((numbers) => Math.min(...numbers)).reverse(),
  };
}

/** The place of every alternative in an order of classes, from 0. */
export function placesIn(order: Preorder, count: number): number[] {
  return Array.from({ length: count }, (_, index) => order.findIndex((level) => level.includes(index)));
}

/**
 * The order at one cut, without repetition: who is credibly at least as good as whom, and how many each dominates less
 * how many dominate it.
 *
 * @param depth how far below the highest credibility the cut lies
 */
export function singleCut(
  credibility: Matrix,
  depth: number,
): { dominance: Matrix; qualification: readonly number[] } {
  const cut = Math.max(...credibility.flat()) - depth;
  const dominance = credibility.map((row) => row.map((value) => Number(isBetter(value, cut))));
  const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const qualification = dominance.map(
    (row, index) => total(row) - total(dominance.map((other) => at(other, index))),
  );
  return { dominance, qualification };
}

interface Distillation {
  readonly credibility: Matrix;
  readonly discrimination: Discrimination;
  readonly extreme: (numbers: readonly number[]) => number;
}

function extremes(rest: readonly number[], { credibility, discrimination, extreme }: Distillation): number[] {
  const between = (a: number, b: number) => at(at(credibility, a), b);
  const threshold = (value: number) => discrimination.alpha + discrimination.beta * value;
  let level = [...rest];
  let cut = Math.max(0, ...offDiagonal(level, between));
  while (level.length > 1 && cut > 0) {
    const limit = cut - threshold(cut);
    const lower = Math.max(0, ...offDiagonal(level, between).filter((value) => isBetter(limit, value)));
    const beats = (a: number, b: number) =>
      isBetter(between(a, b), lower) && isBetter(between(a, b) - between(b, a), threshold(between(a, b)));
    const qualifications = level.map((a) =>
      level.reduce((total, b) => (a === b ? total : total + Number(beats(a, b)) - Number(beats(b, a))), 0),
    );
    const wanted = extreme(qualifications);
    level = level.filter((_, index) => qualifications[index] === wanted);
    cut = lower;
  }
  return level;
}

function offDiagonal(indices: readonly number[], between: (a: number, b: number) => number): number[] {
  return indices.flatMap((a) => indices.filter((b) => b !== a).map((b) => between(a, b)));
}
