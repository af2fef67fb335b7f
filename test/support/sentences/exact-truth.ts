import type { ProblemInput } from '../analytic-problems.js';
import {
  compared,
  decimal,
  exactFirst,
  exactScores,
  minus,
  type Rational,
  times,
  whole,
  ZERO,
} from '../exact-saw.js';
import { columnOf } from './said.js';
import type { Truth } from './truth.js';

/** Of weighted sums, by rational arithmetic. */
export const EXACT: Truth<ProblemInput> = {
  first: (problem) => exactFirst(problem),
  nearlyFirst,
  firstWith: (problem, criterion, weight) => weighted(problem, criterion, decimal(weight)),
  relation: (problem, one, other) => {
    const scores = exactScores(problem);
    const [a, b] = [one, other].map((name) => scores[problem.alternatives.indexOf(name)] ?? ZERO);
    return compared(a ?? ZERO, b ?? ZERO);
  },
  scoreOf: (problem, name) => toNumber(exactScores(problem)[problem.alternatives.indexOf(name)] ?? ZERO),
  isCountedFromZero: () => true,
  isFree: (problem) => ['bounds', 'none'].includes(normalizationOf(problem)),
  step: 1e-6,
};

export function normalizationOf(problem: ProblemInput): string {
  return (problem.method as { normalization: string }).normalization;
}

export function toNumber({ over, under }: Rational): number {
  return Number((over * 10n ** 30n) / under) / 1e30;
}

function nearlyFirst(problem: ProblemInput): string[] {
  const scores = exactScores(problem).map(toNumber);
  const highest = Math.max(...scores);
  return problem.alternatives.filter(
    (_, index) => (scores[index] ?? NaN) >= highest - 1e-9 * Math.abs(highest),
  );
}

/** Who is first with one weight set and the others in proportion; they share equally where they have none. */
function weighted(problem: ProblemInput, criterion: string, weight: Rational): string[] {
  const column = columnOf(problem, criterion);
  const total = problem.criteria.reduce((sum, other) => sum + other.weight, 0);
  const own = problem.criteria[column]?.weight ?? NaN;
  const rest = total - own;
  if (rest === 0) return exactFirst(problem);
  const share = minus(whole(1), weight);
  const factors = problem.criteria.map((_, index) =>
    index === column
      ? times(weight, { over: BigInt(total), under: BigInt(own) })
      : times(share, { over: BigInt(total), under: BigInt(rest) }),
  );
  return exactFirst(problem, factors);
}
