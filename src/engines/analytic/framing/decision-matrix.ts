import { at } from '../numbers/numbers.js';
import type { Method } from '../problem/method.js';
import type { Matrix } from '../numbers/matrix.js';
import type { Criterion } from '../problem/criteria.js';
import type { Distribution } from '../problem/scores.js';

/** What is left to compare after requirements and missing scores have been dealt with: numbers only. */
export interface DecisionMatrix {
  readonly alternatives: readonly string[];
  readonly criteria: readonly Criterion[];
  /** Where a criterion stands in the problem. */
  readonly paths: readonly string[];
  /** The scores; the mean of an uncertain one. */
  readonly scores: Matrix;
  readonly uncertain: readonly UncertainScore[];
  readonly method: Method;
  /** The factor for weights that sum to 1 where the method takes them as they were given. */
  readonly coefficients: number;
}

/** An uncertain score of the matrix. */
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

/** The matrix of some of its alternatives, without the uncertainty of their scores. */
export function only(matrix: DecisionMatrix, kept: readonly number[]): DecisionMatrix {
  return {
    ...matrix,
    alternatives: kept.map((index) => at(matrix.alternatives, index)),
    scores: kept.map((index) => at(matrix.scores, index)),
    uncertain: [],
  };
}

/** How far a copy is moved towards the worst score of each column. */
const WORSE_BY = 0.1;

/** The matrix with a copy of an alternative that is a little worse on every criterion. */
export function withWorseCopy(matrix: DecisionMatrix, copied: number): DecisionMatrix {
  const copy = at(matrix.scores, copied).map((score, column) => {
    const figures = matrix.scores.map((row) => at(row, column));
    const worst =
      at(matrix.criteria, column).direction === 'benefit' ? Math.min(...figures) : Math.max(...figures);
    return score + WORSE_BY * (worst - score);
  });
  return { ...matrix, alternatives: [...matrix.alternatives, ''], scores: [...matrix.scores, copy] };
}
