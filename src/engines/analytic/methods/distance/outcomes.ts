import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import { at, keyed } from '../../numbers/numbers.js';
import { decisionTable } from '../../scoring/decision-table.js';
import type { MethodNamed } from '../../problem/method.js';
import { additiveOf, type Outcome, scored } from '../../scoring/outcome.js';
import { edas } from './edas.js';
import { spotis } from './spotis.js';
import { topsis } from './topsis.js';
import { vikor } from './vikor.js';

/** By the closeness to the ideal; the distances are its details. */
export function topsisOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  method: MethodNamed<'topsis'>,
): Outcome {
  const { scores, dPlus, dMinus } = topsis(decisionTable(matrix, weights), method);
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  return scored(scores, { details: { d_plus: named(dPlus), d_minus: named(dMinus) } });
}

/** Clear means that both conditions of the method hold. */
export function vikorOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  method: MethodNamed<'vikor'>,
): Outcome {
  const { S, R, Q, C1, C2, compromiseSet } = vikor(decisionTable(matrix, weights), method);
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  const compromise = compromiseSet.map((index) => at(matrix.alternatives, index));
  const details = { S: named(S), R: named(R), Q: named(Q), C1, C2, compromise_set: compromise };
  // The first has 0, and every lead would be all of the larger score.
  return scored(Q, { better: 'less', measure: 'one', isClear: C1 && C2, details });
}

/** The bounds are those the criteria declare, or the ends of their value functions. */
export function spotisOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  { expected_solution_point: ideal }: MethodNamed<'spotis'>,
): Outcome {
  const bounds = matrix.criteria.map(({ min, max, value }) => {
    const ends = value?.map(([, v]) => v) ?? [min ?? 0, max ?? 1];
    return [Math.min(...ends), Math.max(...ends)] as const;
  });
  const { scores, distances } = spotis(decisionTable(matrix, weights), {
    bounds,
    expectedSolutionPoint: ideal && matrix.criteria.map(({ name }) => ideal[name] ?? NaN),
  });
  const criteria = matrix.criteria.map(({ name }) => name);
  const rows = distances.map((row) => keyed(criteria, row));
  return scored(scores, {
    better: 'less',
    additive: additiveOf(
      distances.map((row) => row.map((distance) => -distance)),
      weights,
    ),
    details: { distances: keyed(matrix.alternatives, rows) },
  });
}

/** By the appraisal scores; the sums they are made of are its details. */
export function edasOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const { scores, sp, sn, nsp, nsn } = edas(decisionTable(matrix, weights));
  const named = (figures: readonly number[]) => keyed(matrix.alternatives, figures);
  return scored(scores, { details: { sp: named(sp), sn: named(sn), nsp: named(nsp), nsn: named(nsn) } });
}
