/** Scores that differ by less than a billionth of the larger one say nothing a decision could rest on. */
const TOLERANCE = 1e-9;
/** What adding and subtracting may have left of an error, as a part of the numbers that went in. */
const ROUNDING = 1e-12;

/**
 * Whether `a` is more than `b` by more than rounding can explain. Two scores of which neither is better are a tie,
 * whatever their size: what counts as nothing is a part of the scores, or of the numbers they were computed from.
 *
 * @param size of the largest number that went into either, which is more than both where terms cancel out
 */
export function isBetter(a: number, b: number, size = 0): boolean {
  return a - b > Math.max(TOLERANCE * Math.max(Math.abs(a), Math.abs(b)), ROUNDING * size);
}

/**
 * Competition ranks: 1, 2, 2, 4.
 *
 * @param sizes per score the size of the numbers it was computed from
 */
export function ranksOf(scores: readonly number[], sizes: readonly number[] = []): number[] {
  const isAhead = (score: number, rival: number, index: number) =>
    isBetter(scores[rival] ?? NaN, score, Math.max(sizes[rival] ?? 0, sizes[index] ?? 0));
  return scores.map((score, index) => 1 + scores.filter((_, rival) => isAhead(score, rival, index)).length);
}
