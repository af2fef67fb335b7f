import type { Weighting } from '../problem/weighting.js';
import type { Method } from '../problem/method.js';

/**
 * What a formula demands of scores: it cannot be computed from others.
 *
 * - `positive`: all are above 0.
 * - `ratio`: costs are above 0; benefits are not negative, and one is above 0.
 * - `share`: none is negative, and one is above 0.
 * - `length`: one is not 0.
 * - `mean`: their mean is above 0.
 */
export type Demand = 'positive' | 'ratio' | 'share' | 'length' | 'mean';

/** What a method demands of the scores it is given; `null` if it takes any. */
export function demandOfMethod(method: Method): Demand | null {
  switch (method.name) {
    case 'saw':
      return method.normalization === 'max' || method.normalization === 'sum' ? 'ratio' : null;
    case 'wpm':
    case 'waspas':
    case 'multimoora':
      return 'positive';
    case 'topsis':
      return method.normalization === 'vector' ? 'length' : null;
    case 'electre_i':
      return ELECTRE_DEMANDS[method.normalization];
    case 'edas':
      return 'mean';
    case 'copras':
      return 'share';
    case 'moora':
      return 'length';
    case 'aras':
      return 'ratio';
    case 'vikor':
    case 'promethee_i':
    case 'promethee_ii':
    case 'electre_iii':
    case 'spotis':
    case 'ahp':
      return null;
  }
}

const ELECTRE_DEMANDS = { none: null, minmax: null, vector: 'length', sum: 'share', max: 'share' } as const;

/** What a source of weights demands of the scores it is given; `null` if it takes any, or none. */
export function demandOfWeights(weighting: Weighting): Demand | null {
  if (weighting.source === 'merec') return 'positive';
  if (weighting.source === 'critic') return weighting.variant === 'minmax' ? null : 'share';
  if (weighting.source !== 'entropy' || weighting.variant === 'minmax') return null;
  return weighting.direction === 'aware' ? 'ratio' : 'share';
}

/** What makes the demand, as a fault names it. */
export function nameOfMethod(method: Method): string {
  return method.name === 'saw' ? `the normalization ${method.normalization}` : method.name;
}
