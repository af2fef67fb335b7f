import { isBetter } from '../../numbers/compare.js';
import { at } from '../../numbers/numbers.js';

/**
 * Pairs of indices. `outranks` names the better one first, the others name the one first that comes first in the
 * problem.
 */
export interface PartialOrder {
  readonly outranks: readonly Pair[];
  readonly indifferent: readonly Pair[];
  readonly incomparable: readonly Pair[];
  /** 1 plus the number of alternatives that outrank it; this agrees with every pair of `outranks`. */
  readonly ranks: readonly number[];
  /** One alternative outranks all others. */
  readonly isLed: boolean;
}

/** Two alternatives, by index. */
export type Pair = readonly [number, number];

/**
 * What two complete orders agree on. Of each, more is better: a outranks b if it is at least as good in both and
 * better in one; they are incomparable if the orders contradict each other.
 */
export function intersection(left: readonly number[], right: readonly number[]): PartialOrder {
  const [outranks, indifferent, incomparable]: [Pair[], Pair[], Pair[]] = [[], [], []];
  const ranks = left.map(() => 1);
  for (const a of left.keys()) {
    for (let b = a + 1; b < left.length; b += 1) {
      const signs = [compare(left, a, b), compare(right, a, b)];
      const total = Math.sign(signs.reduce((sum, sign) => sum + sign, 0));
      if (signs.includes(1) && signs.includes(-1)) incomparable.push([a, b]);
      else if (total === 0) indifferent.push([a, b]);
      else outranks.push(total === 1 ? [a, b] : [b, a]);
    }
  }
  for (const [, worse] of outranks) ranks[worse] = at(ranks, worse) + 1;
  const wins = ranks.map((_, index) => outranks.filter(([better]) => better === index).length);
  return { outranks, indifferent, incomparable, ranks, isLed: wins.includes(ranks.length - 1) };
}

/** What remains of merits that cancel out is negligible compared with the largest of them. */
function compare(merits: readonly number[], a: number, b: number): number {
  const size = Math.max(...merits.map(Math.abs));
  const isAhead = (one: number, other: number) => Number(isBetter(at(merits, one), at(merits, other), size));
  return isAhead(a, b) - isAhead(b, a);
}
