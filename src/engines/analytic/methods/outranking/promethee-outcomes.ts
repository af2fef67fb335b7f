import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import { keyed } from '../../numbers/numbers.js';
import { decisionTable } from '../../scoring/decision-table.js';
import { additiveOf, type Outcome, ranked, scored } from '../../scoring/outcome.js';
import { pairsOf } from './pairs.js';
import { intersection } from './partial-order.js';
import { type Promethee, promethee } from './promethee.js';

/** A complete order by net flows. */
export function prometheeIIOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const flows = flowsOf(matrix, weights);
  return scored(flows.phi, {
    measure: 'one',
    additive: additiveOf(flows.values, weights),
    details: detailsOf(matrix, flows),
  });
}

/** What both flows agree on; clear means preferred to all others. */
export function prometheeIOutcome(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  const flows = flowsOf(matrix, weights);
  const order = intersection(
    flows.phiPlus,
    flows.phiMinus.map((phi) => -phi),
  );
  const { alternatives } = matrix;
  const details = { ...detailsOf(matrix, flows), ...pairsOf(order, alternatives) };
  return ranked(order.ranks, details, order.isLed);
}

function flowsOf(matrix: DecisionMatrix, weights: readonly number[]): Promethee {
  const preferences = matrix.criteria.map(({ preference }) => preference ?? ({ type: 'usual' } as const));
  return promethee(decisionTable(matrix, weights), { preferences });
}

function detailsOf(
  { alternatives }: DecisionMatrix,
  { phiPlus, phiMinus, phi, preferenceIndices }: Promethee,
) {
  return {
    phi_plus: keyed(alternatives, phiPlus),
    phi_minus: keyed(alternatives, phiMinus),
    phi: keyed(alternatives, phi),
    preference_indices: preferenceIndices,
  };
}
