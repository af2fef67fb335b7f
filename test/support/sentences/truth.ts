import type { AnalyticResult } from '../../../src/engines/analytic/report/findings/result.js';
import type { ProblemInput } from '../analytic-problems.js';
import { without } from './said.js';

/** What is so of a problem, found in another way than the engine finds it, or at least anew. */
export interface Truth<P extends ProblemInput> {
  readonly first: (problem: P) => readonly string[];
  /** As `first`, but for what a score that is rounded in binary cannot hit exactly. */
  readonly nearlyFirst: (problem: P) => readonly string[];
  /** Who is first with one weight set, a text of digits, and the others in proportion. */
  readonly firstWith: (problem: P, criterion: string, weight: string) => readonly string[];
  /** 1 where the one is ahead, -1 where it is behind, 0 where both are level. */
  readonly relation: (problem: P, one: string, other: string) => number;
  /** `null` where the method has none. */
  readonly scoreOf: (problem: P, name: string) => number | null;
  /** A lead can be told in parts of the score. */
  readonly isCountedFromZero: (problem: P) => boolean;
  /** No alternative that comes or goes can change the order of others. */
  readonly isFree: (problem: P, result: AnalyticResult) => boolean;
  /** How far beyond a limit an outcome is looked at. */
  readonly step: number;
}

/** How often, of all alternatives that leave, two others change their order. */
export function changedPairs<P extends ProblemInput>(problem: P, { relation }: Truth<P>): number {
  const { alternatives } = problem;
  return alternatives.reduce((count, gone) => {
    const rest = alternatives.filter((name) => name !== gone);
    const pairs = rest.flatMap((a, index) => rest.slice(index + 1).map((b) => [a, b] as const));
    const left = without(problem, gone);
    return count + pairs.filter(([a, b]) => relation(problem, a, b) !== relation(left, a, b)).length;
  }, 0);
}

/** The best of the others, as they stand beside the first. */
export function secondOf<P extends ProblemInput>(problem: P, best: string, { relation }: Truth<P>): string[] {
  const rest = problem.alternatives.filter((name) => name !== best);
  return rest.filter((name) => rest.every((other) => other === name || relation(problem, other, name) <= 0));
}

export function dominates(problem: ProblemInput, a: string, b: string): boolean {
  const [own, other] = [a, b].map((name) => problem.scores[problem.alternatives.indexOf(name)] ?? []);
  const leads = problem.criteria.map(({ direction }, column) => {
    const lead = (own?.[column] ?? NaN) - (other?.[column] ?? NaN);
    return direction === 'cost' ? -lead : lead;
  });
  return leads.every((lead) => lead >= 0) && leads.some((lead) => lead > 0);
}
