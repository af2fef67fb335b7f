import type { DecisionMatrix } from '../framing/decision-matrix.js';
import type { JsonObject } from '../../../decisions/domain/json.js';
import type { Method } from '../problem.js';
import { type Additive, isFreeOfReversal, saw } from './saw.js';
import { valueScalesOf } from './scales.js';

/** What a method makes of a decision matrix, in the order of its alternatives. */
export interface Outcome {
  /** More is better. */
  readonly scores: readonly number[];
  /** 1 is the best; those that tie share a rank. */
  readonly ranks: readonly number[];
  /** Values, contributions and scales, where scores are sums of weighted values. */
  readonly additive: Additive | null;
  /** Figures of the method itself; goes into `details`. */
  readonly details: JsonObject;
}

/** What a method has to answer. To add one, write its rules and list them in {@link RULES}. */
export interface MethodRules {
  readonly evaluate: (matrix: DecisionMatrix, weights: readonly number[]) => Outcome;
  /** Whether the method gives an alternative the same score whatever the others are. */
  readonly isStructurallyFree: (matrix: DecisionMatrix) => boolean;
}

const RULES: Record<Method['name'], MethodRules> = {
  saw: {
    evaluate: (matrix, weights) => {
      const additive = saw(matrix, weights);
      return { scores: additive.scores, ranks: additive.ranks, additive, details: {} };
    },
    isStructurallyFree: (matrix) => isFreeOfReversal(valueScalesOf(matrix).map(({ report }) => report)),
  },
};

export function evaluate(matrix: DecisionMatrix, weights: readonly number[]): Outcome {
  return RULES[matrix.method.name].evaluate(matrix, weights);
}

export function isStructurallyFree(matrix: DecisionMatrix): boolean {
  return RULES[matrix.method.name].isStructurallyFree(matrix);
}
