import { isBetter } from '../scoring/compare.js';
import { uniformNumbers } from './random.js';
import type { SmaaJob, SmaaResult } from './smaa-sampler.js';
import { newTally, resultOf, type SmaaTally } from './smaa-tally.js';

/**
 * Stochastic multicriteria acceptability analysis: who wins when nothing is known about the weights. Draws weights
 * uniformly from all that sum to 1 and counts ranks. Alternatives that tie share a rank, so the first ranks of all
 * alternatives may sum to more than 1.
 *
 * @see Lahdelma, R. and Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis for group
 *   decision making. Operations Research 49(3), 444-454.
 */
export function simulate({ values, samples, seed }: SmaaJob): SmaaResult {
  const alternatives = values.length;
  const criteria = values[0]?.length ?? 0;
  const flat = Float64Array.from(values.flat());
  const [weights, scores] = [new Float64Array(criteria), new Float64Array(alternatives)];
  const uniform = uniformNumbers(seed);
  const tally = newTally(alternatives, criteria);
  for (let sample = 0; sample < samples; sample += 1) {
    drawWeights(weights, uniform);
    score(flat, weights, scores);
    countRanks(scores, tally);
    countFirst(weights, tally);
  }
  return resultOf(tally, samples);
}

/**
 * Uniform on the simplex as the gaps between sorted uniform numbers, which unlike exponential variates need no
 * logarithm: its last bit is not the same on every machine.
 *
 * @see Devroye, L. (1986). Non-Uniform Random Variate Generation, chapter V.2. Springer.
 */
function drawWeights(weights: Float64Array, uniform: () => number): void {
  const last = weights.length - 1;
  for (let filled = 0; filled < last; filled += 1) insert(weights, filled, uniform());
  weights[last] = 1;
  for (let index = last; index > 0; index -= 1)
    weights[index] = (weights[index] ?? 0) - (weights[index - 1] ?? 0);
}

/** Keeps the first `filled` numbers and the new one sorted. */
function insert(sorted: Float64Array, filled: number, number: number): void {
  let place = filled;
  for (; place > 0 && (sorted[place - 1] ?? 0) > number; place -= 1) sorted[place] = sorted[place - 1] ?? 0;
  sorted[place] = number;
}

function score(values: Float64Array, weights: Float64Array, scores: Float64Array): void {
  let cell = 0;
  for (let alternative = 0; alternative < scores.length; alternative += 1) {
    let total = 0;
    for (const weight of weights) total += weight * (values[cell++] ?? 0);
    scores[alternative] = total;
  }
}

/**
 * The rank of an alternative is the number of those that are better. Outcomes are added as numbers, since a branch on
 * them would be mispredicted half of the time.
 */
function countRanks(scores: Float64Array, { better, losses, ranks }: SmaaTally): void {
  const size = scores.length;
  for (let a = 0; a < size; a += 1) {
    let betterThanA = 0;
    for (let b = 0; b < size; b += 1) {
      const loss = Number(isBetter(scores[b] ?? 0, scores[a] ?? 0));
      losses[a * size + b] = (losses[a * size + b] ?? 0) + loss;
      betterThanA += loss;
    }
    better[a] = betterThanA;
    ranks[a * size + betterThanA] = (ranks[a * size + betterThanA] ?? 0) + 1;
  }
}

function countFirst(weights: Float64Array, { better, weightsWhenFirst }: SmaaTally): void {
  for (let a = 0; a < better.length; a += 1) {
    if (better[a] !== 0) continue;
    const row = a * weights.length;
    for (let criterion = 0; criterion < weights.length; criterion += 1) {
      weightsWhenFirst[row + criterion] =
        (weightsWhenFirst[row + criterion] ?? 0) + (weights[criterion] ?? 0);
    }
  }
}
