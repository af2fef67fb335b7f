import { isBetter } from './compare.js';
import { at } from './numbers.js';

/** An alternative and its place among all that are ranked. */
export type RankedAlternative = Readonly<{
  alternative: string;
  /** 1 plus the number of alternatives that are better: those that tie share a rank, and the next rank is left out. */
  rank: number;
  /** As the method prints it; `null` where it has none. */
  score: number | null;
  /** The others of the same rank. */
  tied_with: readonly string[];
}>;

/**
 * Best first; among those of one rank the dominated come last. An alternative never ranks above one that dominates it,
 * so the first of all is not dominated.
 */
export function rank(
  alternatives: readonly string[],
  { scores, ranks }: { readonly scores: readonly number[] | null; readonly ranks: readonly number[] },
  dominated: readonly string[],
): RankedAlternative[] {
  const isDominated = new Set(dominated);
  const ranked = alternatives.map((alternative, index) => ({
    alternative,
    rank: at(ranks, index),
    score: scores && at(scores, index),
    tied_with: alternatives.filter((_, other) => other !== index && ranks[other] === ranks[index]),
  }));
  const standing = (entry: RankedAlternative) => entry.rank + (isDominated.has(entry.alternative) ? 0.5 : 0);
  return ranked.sort((a, b) => standing(a) - standing(b));
}

/**
 * Competition ranks: 1, 2, 2, 4.
 *
 * @param sizes per score the size of the numbers it was computed from; without them that of the largest score
 */
export function ranksOf(scores: readonly number[], sizes?: readonly number[]): number[] {
  const largest = Math.max(...scores.map(Math.abs));
  const sizeOf = (index: number) => sizes?.[index] ?? largest;
  const isAhead = (score: number, rival: number, index: number) =>
    isBetter(scores[rival] ?? NaN, score, Math.max(sizeOf(rival), sizeOf(index)));
  return scores.map((score, index) => 1 + scores.filter((_, rival) => isAhead(score, rival, index)).length);
}
