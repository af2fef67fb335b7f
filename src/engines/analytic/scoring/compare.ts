const TOLERANCE = 1e-9;

/**
 * Whether `a` is more than `b` by more than rounding can explain: their difference exceeds a billionth of the larger
 * of 1, |a| and |b|. Two scores of which neither is better are a tie.
 */
export function isBetter(a: number, b: number): boolean {
  return a - b > TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
}
