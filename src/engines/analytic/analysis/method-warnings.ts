import type { Framed } from '../framing/frame.js';
import type { AnalyticProblem } from '../problem/problem.js';
import { at, columnOf } from '../numbers/numbers.js';
import { judgedByCriterion } from '../framing/judged-scores.js';
import { leavesOf } from '../problem/hierarchy.js';
import { ACCEPTABLE_RATIO } from '../pairwise/consistency.js';
import { decisionTable } from '../scoring/decision-table.js';
import type { MethodName } from '../problem/method.js';
import type { Outcome } from '../scoring/outcome.js';
import { isFlat } from '../numbers/table.js';

/** Codes of warnings about a method: see {@link Warning}. */
export type MethodWarningCode =
  | 'ALTERNATIVES_EQUAL'
  | 'CONSTANT_CRITERION'
  | 'ZERO_MATTERS'
  | 'OUTRANKING_CYCLE'
  | 'INCONSISTENT_JUDGMENTS';

/** A warning about a method, with the part of the problem it concerns. */
export type MethodWarning = Readonly<{ code: MethodWarningCode; path: string }>;

/** Warnings about what a method other than additive weighting makes of the scores. */
export function methodWarnings(
  problem: AnalyticProblem,
  { matrix }: Framed,
  outcome: Outcome,
): MethodWarning[] {
  const { name } = matrix.method;
  const { scores } = decisionTable(matrix, []);
  if (scores.length < 2) return [];
  const columns = [...matrix.criteria.keys()];
  const flat = columns.filter((column) => isFlat(columnOf(scores, column)));
  const perCriterion = (code: MethodWarningCode, found: readonly number[]): MethodWarning[] =>
    found.map((column) => ({ code, path: at(matrix.paths, column) }));
  const ofMethod: MethodWarning[] = name === 'saw' ? [] : perCriterion('CONSTANT_CRITERION', flat);
  const isCircular = Array.isArray(outcome.details.cycles) && outcome.details.cycles.length > 0;
  return [
    ...(flat.length === columns.length ? [{ code: 'ALTERNATIVES_EQUAL', path: 'scores' } as const] : []),
    ...ofMethod,
    ...perCriterion(
      'ZERO_MATTERS',
      measuresFromZero(name)
        ? columns.filter((column) => columnOf(scores, column).some((score) => score < 0))
        : [],
    ),
    ...(isCircular ? [{ code: 'OUTRANKING_CYCLE', path: 'method.cycles' } as const] : []),
    ...inconsistent(problem),
  ];
}

/** The result depends on where the zero of a unit is. Negative scores show that the zero is arbitrary. */
function measuresFromZero(name: MethodName): boolean {
  return name === 'topsis' || name === 'moora' || name === 'edas';
}

function inconsistent(problem: AnalyticProblem): MethodWarning[] {
  const names = leavesOf(problem.criteria).map(({ criterion }) => criterion.name);
  return (judgedByCriterion(problem) ?? []).flatMap(({ consistency }, index) =>
    (consistency.ratio ?? 0) > ACCEPTABLE_RATIO
      ? [{ code: 'INCONSISTENT_JUDGMENTS', path: `pairwise.${names[index] ?? ''}` } as const]
      : [],
  );
}
