import type { DecisionMatrix } from './decision-matrix.js';
import { at } from '../numbers/numbers.js';
import type { Criterion } from '../problem/criteria.js';

/** A requirement that is not met, with the score that misses it. */
export type Shortfall = Readonly<{
  criterion: string;
  requirement: 'at_least' | 'at_most';
  limit: number;
  score: number;
}>;

/** An alternative that is not ranked, with every reason. */
export type Excluded = Readonly<{ alternative: string; reasons: readonly Shortfall[] }>;

/** An uncertain score is judged by its mean. */
export function shortfallsOf({ alternatives, criteria, scores }: DecisionMatrix): Excluded[] {
  return alternatives
    .map((alternative, row) => ({
      alternative,
      reasons: criteria.flatMap((criterion, column) => shortfalls(criterion, at(at(scores, row), column))),
    }))
    .filter(({ reasons }) => reasons.length > 0);
}

function shortfalls({ name, requirements }: Criterion, score: number): Shortfall[] {
  const { at_least: least = null, at_most: most = null } = requirements ?? {};
  return [
    ...(least !== null && score < least
      ? [{ criterion: name, requirement: 'at_least', limit: least, score } as const]
      : []),
    ...(most !== null && score > most
      ? [{ criterion: name, requirement: 'at_most', limit: most, score } as const]
      : []),
  ];
}
