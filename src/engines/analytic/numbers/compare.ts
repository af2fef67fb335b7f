/** Scores that differ by less than a billionth of the larger one are too close for a decision. */
const TOLERANCE = 1e-9;
/** The error that adding and subtracting may have left, as a part of the numbers that went in. */
const ROUNDING = 1e-12;

/**
 * Whether `a` exceeds `b` by more than rounding can explain. Two scores of which neither is better are a tie, whatever
 * their size: what counts as nothing is a part of the scores, or of the numbers they were computed from.
 *
 * @param size of the largest number that went into either, which is more than both where terms cancel out
 */
export function isBetter(a: number, b: number, size = 0): boolean {
  return a - b > Math.max(TOLERANCE * Math.max(Math.abs(a), Math.abs(b)), ROUNDING * size);
}
