import type { ProblemInput } from './analytic-problems.js';

/** A fraction of whole numbers, the denominator above 0: what a double can only come near to. */
export interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO = whole(0);

export function whole(number: number): Rational {
  return { over: BigInt(number), under: 1n };
}

/** The double itself, which is a fraction of a power of two. */
export function exactly(number: number): Rational {
  let [over, under] = [number, 1n];
  while (!Number.isInteger(over)) {
    over *= 2;
    under *= 2n;
  }
  return { over: BigInt(over), under };
}

/** What is written, digit by digit. */
export function decimal(text: string): Rational {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const [before = '', after = ''] = mantissa.split('.');
  const shift = Number(exponent) - after.length;
  const digits = BigInt(before + after);
  return shift < 0
    ? reduced(digits, 10n ** BigInt(-shift))
    : { over: digits * 10n ** BigInt(shift), under: 1n };
}

export function plus(a: Rational, b: Rational): Rational {
  return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Rational, b: Rational): Rational {
  return reduced(a.over * b.over, a.under * b.under);
}

/** 0 if the divisor is. */
export function divided(a: Rational, b: Rational): Rational {
  if (b.over === 0n) return ZERO;
  const sign = b.over < 0n ? -1n : 1n;
  return reduced(a.over * b.under * sign, a.under * b.over * sign);
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { over: -b.over, under: b.under });
}

/** Negative, 0 or positive as `a` is below, equal to or above `b`. */
export function compared(a: Rational, b: Rational): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function reduced(over: bigint, under: bigint): Rational {
  let [a, b] = [over < 0n ? -over : over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { over: 0n, under: 1n } : { over: over / a, under: under / a };
}

/** The scores of additive weighting without rounding, straight from the formulas. Scores and weights are whole. */
export function exactScores(problem: ProblemInput, factors: readonly Rational[] = []): Rational[] {
  const total = whole(problem.criteria.reduce((sum, { weight }) => sum + weight, 0));
  const normalization = (problem.method as { normalization: string }).normalization;
  return problem.scores.map((row) =>
    problem.criteria.reduce((sum, criterion, column) => {
      const scores = problem.scores.map((other) => exactly(other[column] ?? NaN));
      const value = exactValue(exactly(row[column] ?? NaN), { scores, criterion, normalization });
      const weighted = times(divided(exactly(criterion.weight), total), value);
      return plus(sum, times(weighted, factors[column] ?? whole(1)));
    }, ZERO),
  );
}

interface ExactColumn {
  readonly scores: readonly Rational[];
  readonly criterion: ProblemInput['criteria'][number];
  readonly normalization: string;
}

function exactValue(score: Rational, { scores, criterion, normalization }: ExactColumn): Rational {
  const isCost = criterion.direction === 'cost';
  const rising = scores.toSorted(compared);
  const lowest = criterion.min === undefined ? (rising[0] ?? ZERO) : exactly(criterion.min);
  const highest = criterion.max === undefined ? (rising.at(-1) ?? ZERO) : exactly(criterion.max);
  switch (normalization) {
    case 'max':
      return isCost ? divided(lowest, score) : divided(score, highest);
    case 'sum': {
      const part = (number: Rational) => (isCost ? divided(whole(1), number) : number);
      return divided(part(score), scores.map(part).reduce(plus, ZERO));
    }
    case 'none':
      return score;
    default:
      return divided(isCost ? minus(highest, score) : minus(score, lowest), minus(highest, lowest));
  }
}

/** By pair, in the order of the problem and joined by a blank: the better one, `null` if they tie. */
export function exactRelations(problem: ProblemInput): Map<string, string | null> {
  const scores = exactScores(problem);
  const relations = new Map<string, string | null>();
  for (const [a, name] of problem.alternatives.entries()) {
    for (const [b, other] of problem.alternatives.entries()) {
      if (b <= a) continue;
      const sign = compared(scores[a] ?? ZERO, scores[b] ?? ZERO);
      relations.set(`${name} ${other}`, sign === 0 ? null : sign > 0 ? name : other);
    }
  }
  return relations;
}

export function exactFirst(problem: ProblemInput, factors: readonly Rational[] = []): string[] {
  const scores = exactScores(problem, factors);
  return problem.alternatives.filter((_, index) =>
    scores.every((other) => compared(other, scores[index] ?? ZERO) <= 0),
  );
}

export function withoutAlternative(problem: ProblemInput, name: string): ProblemInput {
  const remains = (_: unknown, index: number) => problem.alternatives[index] !== name;
  return {
    ...problem,
    alternatives: problem.alternatives.filter(remains),
    scores: problem.scores.filter(remains),
  };
}
