import type { Faults } from './reading/faults.js';
import { readChoice, readFields, readNumber } from './reading/fields.js';
import { LIMITS } from '../problem/limits.js';
import { type Robustness, WEIGHTINGS, type SampledWeights } from '../problem/problem.js';
import type { Weighting } from '../problem/weighting.js';

const DEFAULT_SAMPLES = 10_000;
const DEFAULT_SEED = 42;
/** A weight of 0.3 then has a standard deviation of 0.064, about a fifth of it. */
const DEFAULT_CONCENTRATION = 50;
const MEMBERS = ['samples', 'seed', 'weights', 'concentration'];

/** @param fallback the weights to draw where the problem does not say */
export function readRobustness(value: unknown, fallback: SampledWeights, faults: Faults): Robustness | null {
  const fields = readFields(value ?? {}, 'robustness', MEMBERS, faults);
  if (!fields) return null;
  const number = (field: string, otherwise: number, rule: { from: number; to: number; integer: boolean }) =>
    readNumber(fields.get(field) ?? otherwise, `robustness.${field}`, rule, faults);
  const samples = number('samples', DEFAULT_SAMPLES, { from: 0, to: LIMITS.samples, integer: true });
  const seed = number('seed', DEFAULT_SEED, { from: 0, to: LIMITS.seed, integer: true });
  const closeness = { from: 1, to: LIMITS.concentration, integer: false };
  const concentration = number('concentration', DEFAULT_CONCENTRATION, closeness);
  const weights = readChoice(fields.get('weights') ?? fallback, 'robustness.weights', WEIGHTINGS, faults);
  return samples === null || seed === null || concentration === null || weights === null
    ? null
    : { samples, seed, weights, concentration };
}

/**
 * If nothing was said about the weights they may be anything; otherwise the given ones are assumed to be about right.
 */
export function sampledByDefault(weighting: Weighting | null): SampledWeights {
  return weighting?.source === 'equal' ? 'uniform' : 'around_given';
}
