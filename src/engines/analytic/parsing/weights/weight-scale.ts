import type { Faults } from '../reading/faults.js';
import { readChoice } from '../reading/fields.js';
import type { Draft } from '../../problem/draft.js';
import type { WeightScale } from '../../problem/weighting.js';
import type { MethodName } from '../../problem/method.js';

/** Methods whose scores change with the sum of the weights. */
const SUM_MATTERS: readonly MethodName[] = ['saw', 'wpm', 'waspas', 'spotis', 'moora', 'multimoora'];
/** Published weights whose sum differs from 1 by no more than this were rounded. */
const ROUNDED = 0.02;

/**
 * Whether the sum of the given weights is kept. In MOORA weights are coefficients of significance, 1 where nothing is
 * said; WASPAS mixes a sum with a product, and published results were computed with the weights as printed.
 */
export function readScale(
  value: unknown,
  draft: Pick<Draft, 'criteria' | 'method'>,
  faults: Faults,
): WeightScale | null {
  const scale = readChoice(value ?? fallback(draft), 'weights.scale', ['to_one', 'as_given'], faults);
  const name = draft.method?.name;
  if (scale === 'as_given' && name && !SUM_MATTERS.includes(name)) {
    faults.add('weights.scale', `must be to_one: ${name} has no use for the sum of the weights`);
  }
  return scale;
}

function fallback({ criteria, method }: Pick<Draft, 'criteria' | 'method'>): WeightScale {
  if (method?.name === 'moora' || method?.name === 'multimoora') return 'as_given';
  const total = (criteria ?? []).reduce((sum, node) => sum + (node?.weight ?? 0), 0);
  return method?.name === 'waspas' && Math.abs(total - 1) <= ROUNDED ? 'as_given' : 'to_one';
}
