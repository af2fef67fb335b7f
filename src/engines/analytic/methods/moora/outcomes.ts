import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import { keyed } from '../../numbers/numbers.js';
import { decisionTable } from '../../scoring/decision-table.js';
import { additiveOf, type Outcome, ranked, scored } from '../../scoring/outcome.js';
import { moora } from './moora.js';
import { multimoora } from './multimoora.js';

/** @param weights coefficients of significance; need not sum to 1 */
export function mooraOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const { ratio, referencePoint, values } = moora(decisionTable(matrix, weights));
  return scored(ratio, {
    additive: additiveOf(values, weights),
    measure: 'sizes',
    details: { reference_point: keyed(matrix.alternatives, referencePoint) },
  });
}

/** @param weights coefficients of significance; need not sum to 1 */
export function multimooraOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const result = multimoora(decisionTable(matrix, weights));
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  const details = {
    ratio: named(result.ratio),
    reference_point: named(result.referencePoint),
    multiplicative: named(result.multiplicative),
    rank_ratio: named(result.rankRatio),
    rank_reference_point: named(result.rankReferencePoint),
    rank_multiplicative: named(result.rankMultiplicative),
  };
  const rankings = [result.rankRatio, result.rankReferencePoint, result.rankMultiplicative];
  const isClear = result.ranks.some((_, index) => rankings.every((ranks) => ranks[index] === 1));
  return ranked(result.ranks, details, isClear);
}
