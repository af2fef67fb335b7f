import type { Aggregate } from '../../problem/judgments.js';
import { at, sum } from '../../numbers/numbers.js';

/**
 * The weights of several judges made into one set. Under the geometric mean, a criterion to which one judge gives zero
 * weight gets zero.
 *
 * @param judges weights that sum to 1 for each judge
 * @returns weights that sum to 1; `null` where every criterion gets nothing from somebody
 * @see Forman, E. and Peniwati, K. (1998). Aggregating individual judgments and priorities with the analytic hierarchy
 *   process. European Journal of Operational Research 108(1), 165-169.
 */
export function aggregated(judges: readonly (readonly number[])[], by: Aggregate): number[] | null {
  const raw = at(judges, 0).map((_, criterion) => {
    const weights = judges.map((judge) => at(judge, criterion));
    return by === 'mean' ? sum(weights) : geometricMean(weights);
  });
  const total = sum(raw);
  return total === 0 ? null : raw.map((weight) => weight / total);
}

function geometricMean(weights: readonly number[]): number {
  if (weights.includes(0)) return 0;
  return Math.exp(sum(weights.map((weight) => Math.log(weight))) / weights.length);
}
