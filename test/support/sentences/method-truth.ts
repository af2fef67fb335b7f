import { analyse } from '../../../src/engines/analytic/analysis/analysis.js';
import { parseProblem } from '../../../src/engines/analytic/parsing/parse-problem.js';
import type { MethodProblem } from '../method-problems.js';
import type { Truth } from './truth.js';

/** Of any method, computed anew of the problem as it is or as it is changed. */
export const ANEW: Truth<MethodProblem> = {
  first,
  nearlyFirst: first,
  firstWith: (problem, criterion, weight) => first(weighted(problem, criterion, Number(weight))),
  relation: (problem, one, other) => {
    const { ranks, alternatives } = analysed(problem);
    const [a, b] = [one, other].map((name) => ranks[alternatives.indexOf(name)] ?? NaN);
    return Math.sign((b ?? NaN) - (a ?? NaN));
  },
  scoreOf: (problem, name) => {
    const { scores, alternatives } = analysed(problem);
    return scores?.[alternatives.indexOf(name)] ?? null;
  },
  isCountedFromZero: (problem) =>
    !['promethee_ii', 'moora', 'vikor'].includes(nameOf(problem)) && problem.method.log !== true,
  isFree: (_, result) => result.robustness?.rank_reversal.structural === true,
  step: 1e-4,
};

export function nameOf({ method }: MethodProblem): string {
  return String(method.name);
}

function first(problem: MethodProblem): string[] {
  const { ranks, alternatives } = analysed(problem);
  return alternatives.filter((_, index) => ranks[index] === 1);
}

function analysed(problem: MethodProblem) {
  const { outcome, framed } = analyse(parseProblem({ ...problem, robustness: { samples: 0 } }));
  const { ranks = [], scores = null } = outcome ?? {};
  return { ranks, scores, alternatives: framed.matrix.alternatives };
}

/** What a weight may be next to where a product would take a criterion out. */
const NEXT_TO_NOTHING = 1e-9;

/** One weight set, the others in proportion; the sum stays, which MOORA and MULTIMOORA scores depend on. */
function weighted(problem: MethodProblem, criterion: string, weight: number): MethodProblem {
  const share = Math.min(1 - NEXT_TO_NOTHING, Math.max(NEXT_TO_NOTHING, weight));
  const total = problem.criteria.reduce((sum, other) => sum + other.weight, 0);
  const own = problem.criteria.find(({ name }) => name === criterion)?.weight ?? NaN;
  const criteria = problem.criteria.map((each) => {
    if (each.name === criterion) return { ...each, weight: share * total };
    return { ...each, weight: (each.weight * (1 - share) * total) / (total - own) };
  });
  return problem.criteria.length === 1 ? problem : { ...problem, criteria };
}
