import { at } from './numbers.js';
import type { AnalyticProblem, Criterion } from '../problem.js';

/** An alternative and those that are at least as good on every criterion and better on one. */
export type Dominated = Readonly<{ alternative: string; by: readonly string[] }>;

/** Looks at the scores alone: no weights and no normalization can undo dominance. */
export function dominatedOf({ alternatives, criteria, scores }: AnalyticProblem): Dominated[] {
  const signed = scores.map((row) => row.map((score, column) => signedScore(score, at(criteria, column))));
  return alternatives
    .map((alternative, index) => ({
      alternative,
      by: alternatives.filter((_, other) => dominates(at(signed, other), at(signed, index))),
    }))
    .filter(({ by }) => by.length > 0);
}

function signedScore(score: number, { direction }: Criterion): number {
  return direction === 'benefit' ? score : -score;
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((score, column) => score >= at(b, column)) && a.some((score, column) => score > at(b, column))
  );
}
