import { evaluate } from '../methods/evaluate.js';
import type { ScoringMethod, SmaaJob } from './smaa-job.js';

/** The value of every alternative by a method; more is better. */
export type Evaluator = (values: Float64Array, weights: Float64Array) => readonly number[];

/** Two sums of a sample that differ by less than this part of the largest value differ by rounding. */
const ROUNDING = 1e-13;
/** The same for the merits of a method, whose size is about 1. */
const ROUNDING_OF_MERITS = 1e-12;

/** How far apart merits must be to differ by more than rounding. */
export function toleranceOf({ method }: SmaaJob, values: Float64Array): number {
  if (method !== null) return ROUNDING_OF_MERITS;
  return ROUNDING * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** Evaluates each sample by the method itself, as a small problem of its own. */
export function evaluatorOf(method: ScoringMethod): Evaluator {
  const paths = method.criteria.map(() => '');
  return (values, weights) => {
    const columns = weights.length;
    const alternatives = Array.from({ length: values.length / columns }, (_, row) => String(row));
    const scores = alternatives.map((_, row) =>
      Array.from(values.subarray(row * columns, (row + 1) * columns)),
    );
    const matrix = { ...method, paths, alternatives, scores, uncertain: [] };
    return evaluate(matrix, Array.from(weights)).merits;
  };
}
