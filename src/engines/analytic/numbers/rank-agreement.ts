import { at, dot, sum } from './numbers.js';

/**
 * Kendall's tau-b of two rankings, in -1..1: of all pairs, those in the same order less those in the opposite one, with
 * ties allowed for. `null` where everything ties in one of the rankings but not in the other; 1 where everything ties
 * in both.
 *
 * @param left ranks, as `right`; of the same alternatives
 * @see Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.
 */
export function kendall(left: readonly number[], right: readonly number[]): number | null {
  let [balance, inLeft, inRight] = [0, 0, 0];
  for (const a of left.keys()) {
    for (let b = a + 1; b < left.length; b += 1) {
      const [one, other] = [Math.sign(at(left, a) - at(left, b)), Math.sign(at(right, a) - at(right, b))];
      balance += one * other;
      inLeft += one * one;
      inRight += other * other;
    }
  }
  if (inLeft === 0 && inRight === 0) return 1;
  return inLeft === 0 || inRight === 0 ? null : balance / Math.sqrt(inLeft * inRight);
}

/**
 * Spearman's rho of two rankings, in -1..1: the correlation of mean ranks. `null` and 1 as for Kendall.
 *
 * @see Spearman, C. (1904). The proof and measurement of association between two things. American Journal of
 *   Psychology 15(1), 72-101.
 */
export function spearman(left: readonly number[], right: readonly number[]): number | null {
  const [a, b] = [centred(meanRanks(left)), centred(meanRanks(right))];
  const [ofA, ofB] = [dot(a, a), dot(b, b)];
  if (ofA === 0 && ofB === 0) return 1;
  return ofA === 0 || ofB === 0 ? null : dot(a, b) / Math.sqrt(ofA * ofB);
}

/**
 * Kendall's coefficient of concordance of several rankings, in 0..1, with ties allowed for. `null` where everything
 * ties in all rankings.
 *
 * @see Kendall, M. G. and Babington Smith, B. (1939). The problem of m rankings. Annals of Mathematical Statistics
 *   10(3), 275-287.
 */
export function kendallW(rankings: readonly (readonly number[])[]): number | null {
  const ranks = rankings.map((ranking) => centred(meanRanks(ranking)));
  const totals = at(ranks, 0).map((_, index) => sum(ranks.map((ranking) => at(ranking, index))));
  const most = ranks.length * sum(ranks.map((ranking) => dot(ranking, ranking)));
  return most === 0 ? null : dot(totals, totals) / most;
}

/** Competition ranks 1, 2, 2, 4 as 1, 2.5, 2.5, 4. */
function meanRanks(ranks: readonly number[]): number[] {
  return ranks.map((rank) => rank + (ranks.filter((other) => other === rank).length - 1) / 2);
}

function centred(numbers: readonly number[]): number[] {
  const mean = sum(numbers) / numbers.length;
  return numbers.map((number) => number - mean);
}
