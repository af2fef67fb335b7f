import fc from 'fast-check';
import { type MethodName, METHODS } from '../../src/engines/analytic/problem/method.js';
import type { ProblemInput } from './analytic-problems.js';

/** Methods that rank alternatives by their scores; AHP has judgments of pairs in place of them. */
export const SCORED_METHODS = METHODS.filter((name) => name !== 'ahp');

/** Of which a change of the scale of a unit changes nothing. */
export const FREE_OF_SCALE: readonly MethodName[] = SCORED_METHODS.filter(
  (name) => name !== 'electre_i' && name !== 'electre_iii' && name !== 'saw',
);

export interface MethodProblem extends ProblemInput {
  readonly method: Record<string, unknown>;
}

/**
 * Problems a method accepts: small whole scores above 0, which make ties, constants and dominance common, with
 * declared bounds, thresholds and a preference function on every criterion.
 */
export function methodProblems(
  name: MethodName,
  shape: { readonly minAlternatives?: number; readonly samples?: number } = {},
): fc.Arbitrary<MethodProblem> {
  const { minAlternatives = 1, samples = 0 } = shape;
  const size = fc.record({
    rows: fc.integer({ min: minAlternatives, max: 6 }),
    columns: fc.integer({ min: 1, max: 4 }),
  });
  return size.chain(({ rows, columns }) => {
    const row = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: columns, maxLength: columns });
    return fc.record({
      alternatives: fc.constant(Array.from({ length: rows }, (_, index) => `A${index}`)),
      criteria: fc.tuple(...Array.from({ length: columns }, (_, column) => criteria(`C${column}`))),
      scores: fc.array(row, { minLength: rows, maxLength: rows }),
      method: methods(name),
      weights: fc.constant({ source: 'given' }),
      robustness: fc.constant({ samples, seed: 7 }),
    });
  });
}

/** A method with options other than the defaults, too. */
export function methods(name: MethodName): fc.Arbitrary<Record<string, unknown>> {
  const share = fc.constantFrom(0, 0.25, 0.5, 0.8, 1);
  const options: Partial<Record<MethodName, Record<string, fc.Arbitrary<unknown>>>> = {
    saw: { normalization: fc.constantFrom('bounds', 'max', 'sum') },
    wpm: { normalization: fc.constantFrom('max', 'sum'), log: fc.boolean() },
    waspas: { lambda: share },
    topsis: { normalization: fc.constantFrom('vector', 'minmax') },
    vikor: { v: share },
    electre_i: {
      normalization: fc.constantFrom('none', 'sum', 'max', 'vector', 'minmax'),
      concordance_threshold: share,
      discordance_threshold: share,
      discordance_scale: fc.constantFrom('largest_range', 'own_range'),
      cycles: fc.constantFrom('aggregate', 'report'),
    },
    electre_iii: { distillation: fc.constantFrom({}, { alpha: 0.2, beta: 0.1 }) },
  };
  return fc.record({ name: fc.constant(name), ...options[name] });
}

function criteria(name: string): fc.Arbitrary<ProblemInput['criteria'][number]> {
  const preference = fc.constantFrom(
    { type: 'usual' },
    { type: 'ushape', q: 2 },
    { type: 'vshape', p: 3 },
    { type: 'level', q: 1, p: 3 },
    { type: 'linear', q: 1, p: 4 },
    { type: 'gaussian', s: 2 },
  );
  const thresholds = fc.constantFrom(
    {},
    { q: 1, p: 2 },
    { q: { rel: 0.1 }, p: { rel: 0.2 }, v: { rel: 0.9 } },
    { p: 2, v: 4 },
  );
  return fc.record({
    name: fc.constant(name),
    direction: fc.constantFrom('benefit', 'cost'),
    weight: fc.integer({ min: 1, max: 10 }),
    min: fc.constant(0),
    max: fc.constant(10),
    preference,
    thresholds,
  });
}
