import fc from 'fast-check';
import type { Criterion } from '../../src/engines/analytic/problem/criteria.js';
import { PROBLEM_EXAMPLES } from '../../src/engines/analytic/schemas/examples.js';

/** The problem of the HTTP documentation: three suppliers, one of them cheap. */
export function supplierProblem(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...PROBLEM_EXAMPLES.suppliers, ...changes };
}

/** Two plain benefits whose scores are their values, so that weights alone decide. */
export function plainProblem(
  scores: readonly (readonly number[])[],
  weights: readonly number[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    alternatives: scores.map((_, index) => `A${index + 1}`),
    criteria: weights.map((weight, index) => ({ name: `C${index + 1}`, direction: 'benefit', weight })),
    scores,
    method: { normalization: 'none' },
    robustness: { samples: 0 },
    ...changes,
  };
}

/** A parsed criterion of which nothing is declared. */
export function aCriterion(name: string, changes: Partial<Criterion> = {}): Criterion {
  const absent = {
    weight: null,
    min: null,
    max: null,
    rank: null,
    value: null,
    levels: null,
    preference: null,
    thresholds: null,
    requirements: null,
  };
  return { name, direction: 'benefit', ...absent, ...changes };
}

export interface ProblemShape {
  readonly normalizations?: readonly string[];
  readonly maxAlternatives?: number;
  readonly samples?: number;
}

export interface ProblemInput extends Record<string, unknown> {
  readonly alternatives: string[];
  readonly criteria: { name: string; direction: string; weight: number; min?: number; max?: number }[];
  readonly scores: number[][];
}

/** Problems the engine accepts: small whole scores above 0, which make ties, constants and dominance common. */
export function problems(shape: ProblemShape = {}): fc.Arbitrary<ProblemInput> {
  const {
    normalizations = ['bounds', 'minmax', 'max', 'sum', 'none'],
    maxAlternatives = 6,
    samples = 0,
  } = shape;
  const size = fc.record({
    rows: fc.integer({ min: 1, max: maxAlternatives }),
    columns: fc.integer({ min: 1, max: 5 }),
    normalization: fc.constantFrom(...normalizations),
  });
  return size.chain(({ rows, columns, normalization }) =>
    fc.record({
      alternatives: fc.constant(Array.from({ length: rows }, (_, row) => `A${row}`)),
      criteria: fc.tuple(
        ...Array.from({ length: columns }, (_, column) => criteria(`C${column}`, normalization)),
      ),
      scores: fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
      method: fc.constant({ normalization }),
      weights: fc.constant({ source: 'given' }),
      robustness: fc.constant({ samples, seed: 7 }),
    }),
  );
}

function criteria(name: string, normalization: string): fc.Arbitrary<ProblemInput['criteria'][number]> {
  return fc.record({
    name: fc.constant(name),
    direction: normalization === 'none' ? fc.constant('benefit') : fc.constantFrom('benefit', 'cost'),
    weight: fc.integer({ min: 1, max: 10 }),
    ...(normalization === 'bounds' && { min: fc.constant(0), max: fc.constant(10) }),
  });
}
