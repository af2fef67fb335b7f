import { at } from '../scoring/numbers.js';
import type { Method } from '../methods/method.js';
import type { Matrix } from '../matrix.js';
import type { Criterion, Distribution } from '../problem.js';

/** What is left to compare when requirements and missing scores have been dealt with: numbers only. */
export interface DecisionMatrix {
  readonly alternatives: readonly string[];
  readonly criteria: readonly Criterion[];
  /** Where a criterion stands in the problem. */
  readonly paths: readonly string[];
  /** The scores; of one that is not known for sure the mean. */
  readonly scores: Matrix;
  readonly uncertain: readonly UncertainScore[];
  readonly method: Method;
  /** What weights that sum to 1 are multiplied with where the method takes them as they were given. */
  readonly coefficients: number;
}

/** A score of the matrix that is not known for sure. */
export interface UncertainScore {
  readonly alternative: number;
  readonly criterion: number;
  readonly distribution: Distribution;
}

/** The matrix without one alternative. */
export function without(matrix: DecisionMatrix, removed: number): DecisionMatrix {
  const remains = (_: unknown, index: number) => index !== removed;
  return {
    ...matrix,
    alternatives: matrix.alternatives.filter(remains),
    scores: matrix.scores.filter(remains),
    uncertain: matrix.uncertain
      .filter(({ alternative }) => alternative !== removed)
      .map((score) => ({
        ...score,
        alternative: score.alternative > removed ? score.alternative - 1 : score.alternative,
      })),
  };
}

/** The matrix with one score replaced. */
export function withScore(
  matrix: DecisionMatrix,
  { alternative, criterion, score }: { alternative: number; criterion: number; score: number },
): DecisionMatrix {
  const scores = matrix.scores.map((row, index) =>
    index === alternative ? row.with(criterion, score) : row,
  );
  return { ...matrix, scores };
}

/** The matrix of some of its alternatives, without what is not known for sure of their scores. */
export function only(matrix: DecisionMatrix, kept: readonly number[]): DecisionMatrix {
  return {
    ...matrix,
    alternatives: kept.map((index) => at(matrix.alternatives, index)),
    scores: kept.map((index) => at(matrix.scores, index)),
    uncertain: [],
  };
}

/** How far a copy goes towards the worst score of each column. */
const WORSE_BY = 0.1;

/** The matrix with an alternative once more, a little worse on every criterion. */
export function withWorseCopy(matrix: DecisionMatrix, copied: number): DecisionMatrix {
  const copy = at(matrix.scores, copied).map((score, column) => {
    const figures = matrix.scores.map((row) => at(row, column));
    const worst =
      at(matrix.criteria, column).direction === 'benefit' ? Math.min(...figures) : Math.max(...figures);
    return score + WORSE_BY * (worst - score);
  });
  return { ...matrix, alternatives: [...matrix.alternatives, ''], scores: [...matrix.scores, copy] };
}
