import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { isFreeOfReversal, saw } from '../scoring/saw.js';
import { valueScalesOf } from '../scoring/scales.js';
import { edasOutcome, spotisOutcome, topsisOutcome, vikorOutcome } from './distance/outcomes.js';
import { ahpOutcome } from './judged/outcomes.js';
import { mooraOutcome, multimooraOutcome } from './moora/outcomes.js';
import { type Outcome, scored } from '../scoring/outcome.js';
import { electreIIIOutcome, electreIOutcome } from './outranking/electre-outcomes.js';
import { prometheeIIOutcome, prometheeIOutcome } from './outranking/promethee-outcomes.js';
import { arasOutcome, coprasOutcome, waspasOutcome, wpmOutcome } from './ratio/outcomes.js';

/** @param weights sum to 1 */
export function evaluate(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const { method, coefficients } = matrix;
  const significance = weights.map((weight) => weight * coefficients);
  switch (method.name) {
    case 'saw': {
      const additive = saw(matrix, significance);
      return scored(additive.scores, { additive });
    }
    case 'wpm':
      return wpmOutcome(matrix, significance, method);
    case 'waspas':
      return waspasOutcome(matrix, significance, method);
    case 'topsis':
      return topsisOutcome(matrix, weights, method);
    case 'vikor':
      return vikorOutcome(matrix, weights, method);
    case 'promethee_i':
      return prometheeIOutcome(matrix, weights);
    case 'promethee_ii':
      return prometheeIIOutcome(matrix, weights);
    case 'electre_i':
      return electreIOutcome(matrix, weights, method);
    case 'electre_iii':
      return electreIIIOutcome(matrix, weights, method);
    case 'spotis':
      return spotisOutcome(matrix, significance, method);
    case 'edas':
      return edasOutcome(matrix, weights);
    case 'copras':
      return coprasOutcome(matrix, weights);
    case 'moora':
      return mooraOutcome(matrix, significance);
    case 'multimoora':
      return multimooraOutcome(matrix, significance);
    case 'aras':
      return arasOutcome(matrix, weights);
    case 'ahp':
      return ahpOutcome(matrix, weights, method);
  }
}

/** Whether the order of two alternatives can never depend on a third: then adding or removing one cannot change it. */
export function isStructurallyFree(matrix: DecisionMatrix): boolean {
  const { name } = matrix.method;
  if (name === 'saw') return isFreeOfReversal(valueScalesOf(matrix).map(({ report }) => report));
  return name === 'wpm' || name === 'spotis';
}
