import { at } from '../numbers/numbers.js';
import type { Matrix } from '../numbers/matrix.js';

/** A decision in numbers, for sensitivity and robustness. Indices are those of the decision matrix. */
export interface Evaluation {
  readonly values: Matrix;
  /** Sum to 1. */
  readonly weights: readonly number[];
  readonly scores: readonly number[];
  /** For each alternative the size of the numbers whose sum is its score. */
  readonly sizes: readonly number[];
  /** The alternative that is first. */
  readonly best: number;
}

/** By how much the best exceeds another alternative on each criterion. */
export function advantages({ values, best }: Evaluation, other: number): number[] {
  return at(values, best).map((value, criterion) => value - at(at(values, other), criterion));
}

/** All alternatives but the best. */
export function challengers({ values, best }: Evaluation): number[] {
  return [...values.keys()].filter((alternative) => alternative !== best);
}
