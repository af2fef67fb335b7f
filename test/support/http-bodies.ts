import { supplierProblem } from './analytic-problems.js';

export const QUERY = 'Which supplier should we sign for the next three years?';

/** A body the start routes accept, small enough to be decided in a moment. */
export function aStartBody(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    decision_query: QUERY,
    problem: supplierProblem({ robustness: { samples: 100, seed: 42 } }),
    ...changes,
  };
}
