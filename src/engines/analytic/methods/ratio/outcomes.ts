import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import { keyed } from '../../numbers/numbers.js';
import { decisionTable } from '../../scoring/decision-table.js';
import type { MethodNamed } from '../../problem/method.js';
import { additiveOf, type Outcome, scored } from '../../scoring/outcome.js';
import { aras } from './aras.js';
import { copras } from './copras.js';
import { waspas } from './waspas.js';
import { wpm } from './wpm.js';

/**
 * Ranks by logarithms, which are the sum of the contributions; with `log` the scores are logarithms too, to base 10.
 */
export function wpmOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  method: MethodNamed<'wpm'>,
): Outcome {
  const { scores, logarithms, values } = wpm(decisionTable(matrix, weights), method);
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  const base = method.log ? Math.LN10 : 1;
  const parts = values.map((row) => row.map((log) => log / base));
  const logs = logarithms.map((log) => log / base);
  return scored(method.log ? logs : scores, {
    merits: logs,
    measure: method.log ? 'logarithms' : 'scores',
    additive: additiveOf(parts, weights),
    details: { [method.log ? 'log10' : 'ln']: named(logs) },
  });
}

/** By the weighted mean of sum and product, which are its details. */
export function waspasOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  method: MethodNamed<'waspas'>,
): Outcome {
  const result = waspas(decisionTable(matrix, weights), method);
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  return scored(result.scores, { details: { saw: named(result.saw), wpm: named(result.wpm) } });
}

/** By the relative significance; what it is made of are its details. */
export function coprasOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const { Q, utility, sPlus, sMinus } = copras(decisionTable(matrix, weights));
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  return scored(Q, {
    details: { s_plus: named(sPlus), s_minus: named(sMinus), Q: named(Q), utility: named(utility) },
  });
}

/** By the degree of utility, which is a sum over the criteria. */
export function arasOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const { scores, optimality, ideal, values } = aras(decisionTable(matrix, weights));
  const parts = values.map((row) => row.map((value) => value / ideal));
  return scored(scores, {
    additive: additiveOf(parts, weights),
    details: { optimality: keyed(matrix.alternatives, optimality), ideal },
  });
}
