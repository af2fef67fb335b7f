import { sum } from '../../numbers/numbers.js';
import type { Direction, Matrix } from '../../numbers/matrix.js';
import { isFlat, mapColumns, signOf } from '../../numbers/table.js';

/** Weights computed from the scores: how well each criterion distinguishes the alternatives. */
export interface DataWeights {
  /** Sum to 1; equal where no criterion distinguishes any alternatives. */
  readonly weights: readonly number[];
  /** What the weights are the shares of, per criterion. */
  readonly information: readonly number[];
}

/** The scores that weights are made from, and which way each criterion goes. */
export interface Scores {
  readonly scores: Matrix;
  readonly directions: readonly Direction[];
}

const NOTHING = 1e-12;

/** Shares of the information of each criterion; what is no more than rounding counts as zero. */
export function weightsFrom(amounts: readonly number[]): DataWeights {
  const information = amounts.map((amount) => (amount <= NOTHING ? 0 : amount));
  const total = sum(information);
  return {
    weights: information.map((amount) => (total === 0 ? 1 / information.length : amount / total)),
    information,
  };
}

/** Linear from 0 for the worst score of a column to 1 for the best; 0 in a constant column. */
export function minmaxed(table: Scores): Matrix {
  return mapColumns(table, (column, direction) => {
    if (isFlat(column)) return () => 0;
    const [low, high] = [Math.min(...column), Math.max(...column)];
    const worst = signOf(direction) === 1 ? low : high;
    return (score) => Math.abs(score - worst) / (high - low);
  });
}
