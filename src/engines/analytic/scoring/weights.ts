import { sum } from './numbers.js';
import type { AnalyticProblem, Criterion, WeightSource } from '../problem.js';

/**
 * The weights of the criteria, which sum to 1.
 *
 * @see Barron, F. H. and Barrett, B. E. (1996). Decision quality using ranked attribute weights. Management Science
 *   42(11), 1515-1523, for the centroid.
 * @see Stillwell, W. G., Seaver, D. A. and Edwards, W. (1981). A comparison of weight approximation techniques.
 *   Organizational Behavior and Human Performance 28(1), 62-77, for the rank sum and reciprocal.
 */
export function weightsOf({ criteria, weights }: Pick<AnalyticProblem, 'criteria' | 'weights'>): number[] {
  return scaledToOne(rawWeights(criteria, weights.source));
}

function rawWeights(criteria: readonly Criterion[], source: WeightSource): number[] {
  switch (source) {
    case 'given':
      return criteria.map(({ weight }) => weight ?? 0);
    case 'equal':
      return criteria.map(() => 1);
    case 'roc':
      return byPosition(criteria, centroid);
    case 'rank_sum':
      return byPosition(criteria, (position, count) => count + 1 - position);
    case 'rank_reciprocal':
      return byPosition(criteria, (position) => 1 / position);
  }
}

/** Criteria of equal rank take the mean of the weights of the positions they share. */
function byPosition(
  criteria: readonly Criterion[],
  weightAt: (position: number, count: number) => number,
): number[] {
  const ranks = criteria.map(({ rank }, index) => rank ?? index + 1);
  return ranks.map((rank) => {
    const before = ranks.filter((other) => other < rank).length;
    const level = ranks.filter((other) => other === rank).length;
    const shared = Array.from({ length: level }, (_, index) => weightAt(before + index + 1, criteria.length));
    return sum(shared) / level;
  });
}

function centroid(position: number, count: number): number {
  return sum(Array.from({ length: count - position + 1 }, (_, index) => 1 / (position + index))) / count;
}

function scaledToOne(weights: readonly number[]): number[] {
  const total = sum(weights);
  return weights.map((weight) => weight / total);
}
