import type { DecisionMatrix } from '../framing/decision-matrix.js';
import { at, keyed } from '../numbers/numbers.js';
import { kendall, spearman } from '../numbers/rank-agreement.js';
import { evaluate } from './evaluate.js';
import type { Method, MethodName } from '../problem/method.js';

/** What several methods make of the same scores and weights. */
export type Comparison = Readonly<{
  /** That of the problem first. */
  methods: readonly MethodName[];
  /** By method, who is first. */
  first: Readonly<Record<string, readonly string[]>>;
  /** By method and alternative. */
  ranks: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Method × method, in the order of `methods`; `null` where one sees no order. */
  kendall: readonly (readonly (number | null)[])[];
  spearman: readonly (readonly (number | null)[])[];
  /** The alternatives that the methods put in different places; those furthest apart come first. */
  differences: readonly Readonly<{ alternative: string; ranks: Readonly<Record<string, number>> }>[];
}>;

/** @param ranks those of the method of the problem */
export function compareMethods(
  matrix: DecisionMatrix,
  {
    weights,
    ranks,
    others,
  }: { weights: readonly number[]; ranks: readonly number[]; others: readonly Method[] },
): Comparison {
  const { alternatives } = matrix;
  const rankings = [
    ranks,
    ...others.map((method) => evaluate({ ...matrix, method, coefficients: 1 }, weights).ranks),
  ];
  const methods = [matrix.method, ...others].map(({ name }) => name);
  const square = (agreement: typeof kendall) =>
    rankings.map((one) => rankings.map((other) => agreement(one, other)));
  const first = rankings.map((ranking) => alternatives.filter((_, index) => ranking[index] === 1));
  return {
    methods,
    first: keyed(methods, first),
    ranks: keyed(
      methods,
      rankings.map((ranking) => keyed(alternatives, ranking)),
    ),
    kendall: square(kendall),
    spearman: square(spearman),
    differences: differences(alternatives, methods, rankings),
  };
}

function differences(
  alternatives: readonly string[],
  methods: readonly string[],
  rankings: readonly (readonly number[])[],
): Comparison['differences'] {
  const spread = (index: number) => {
    const ranks = rankings.map((ranking) => at(ranking, index));
    return Math.max(...ranks) - Math.min(...ranks);
  };
  return [...alternatives.keys()]
    .filter((index) => spread(index) > 0)
    .sort((a, b) => spread(b) - spread(a))
    .map((index) => ({
      alternative: at(alternatives, index),
      ranks: keyed(
        methods,
        rankings.map((ranking) => at(ranking, index)),
      ),
    }));
}
