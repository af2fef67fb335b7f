import type { DecisionMatrix } from '../../framing/decision-matrix.js';
import { columnOf, keyed } from '../../numbers/numbers.js';
import { decisionTable } from '../../scoring/decision-table.js';
import type { MethodNamed } from '../../problem/method.js';
import { additiveOf, type Outcome, scored } from '../../scoring/outcome.js';
import { ahp } from './ahp.js';

/** @param matrix local priorities for scores */
export function ahpOutcome(
  matrix: DecisionMatrix,
  weights: readonly number[],
  method: MethodNamed<'ahp'>,
): Outcome {
  const { scores, localPriorities, values } = ahp(decisionTable(matrix, weights), method);
  const columns = matrix.criteria.map((_, column) =>
    keyed(matrix.alternatives, columnOf(localPriorities, column)),
  );
  return scored(scores, {
    additive: additiveOf(values, weights),
    details: {
      local_priorities: keyed(
        matrix.criteria.map(({ name }) => name),
        columns,
      ),
    },
  });
}
