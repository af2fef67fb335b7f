import fc from 'fast-check';

/**
 * Problems with everything a problem can have: requirements, levels, value functions, branches, bounds, uncertain and
 * missing scores. Figures are small whole numbers, which make ties, constants and dominance common.
 */
export function varied(): fc.Arbitrary<Record<string, unknown>> {
  const size = fc.record({ rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 4 }) });
  return size.chain(({ rows, columns }) =>
    fc
      .record({
        leaves: fc.tuple(...Array.from({ length: columns }, (_, column) => leaf(`C${column}`, rows))),
        isNested: fc.boolean(),
        missing: fc.constantFrom('worst', 'interval'),
        weights: fc.constantFrom('given', 'equal', 'roc'),
        sampled: fc.constantFrom('around_given', 'uniform', 'ordinal', 'given'),
      })
      .map(({ leaves, isNested, missing, weights, sampled }) => ({
        alternatives: Array.from({ length: rows }, (_, row) => `A${row}`),
        criteria: nested(
          leaves.map(({ criterion }) => criterion),
          isNested,
        ),
        scores: Array.from({ length: rows }, (_, row) => leaves.map(({ cells }) => cells[row])),
        missing,
        weights: { source: weights },
        robustness: { samples: 30, seed: 3, weights: sampled },
      })),
  );
}

interface Leaf {
  readonly criterion: Record<string, unknown>;
  readonly cells: readonly unknown[];
}

const FIGURE = fc.integer({ min: 0, max: 9 });
const BOUNDS = { min: 0, max: 10 };

function leaf(name: string, rows: number): fc.Arbitrary<Leaf> {
  const common = { direction: fc.constantFrom('benefit', 'cost'), weight: fc.integer({ min: 1, max: 5 }) };
  const column = (cell: fc.Arbitrary<unknown>) => fc.array(cell, { minLength: rows, maxLength: rows });
  const limit = fc.record({ at_least: FIGURE }, { requiredKeys: [] });
  const of = (cell: fc.Arbitrary<unknown>, members: Record<string, fc.Arbitrary<unknown>>) =>
    fc.record({
      criterion: fc.record({ name: fc.constant(name), ...common, ...members }),
      cells: column(cell),
    });
  return fc.oneof(
    of(FIGURE, {}),
    of(fc.oneof(FIGURE, uncertain(), fc.constant(null)), constants({ ...BOUNDS })),
    of(FIGURE, { ...constants({ ...BOUNDS }), requirements: limit }),
    of(level(), constants({ levels: ['low', 'medium', 'high'] })),
    of(FIGURE, constants({ direction: 'benefit', value: [[0, 0], [4, 0.8], [9, 1]] })), // prettier-ignore
  );
}

function uncertain(): fc.Arbitrary<unknown> {
  const three = fc.tuple(FIGURE, FIGURE, FIGURE).map((figures) => figures.sort((a, b) => a - b));
  return fc.oneof(
    three.map(([from, , to]) => ({ interval: [from, to] })),
    three.map((figures) => ({ triangular: figures })),
    FIGURE.map((mean) => ({ normal: [mean, 1] })),
    three.map(([from, , to]) => ({ beta: [2, 3, from, to] })),
  );
}

function level(): fc.Arbitrary<unknown> {
  const names = fc.constantFrom('low', 'medium', 'high');
  return fc.oneof(names, fc.constant({ levels: { low: 0.5, high: 0.5 } }));
}

function constants(members: Record<string, unknown>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, fc.constant(value)]));
}

/** All but the first in a branch. */
function nested(criteria: readonly Record<string, unknown>[], isNested: boolean): unknown[] {
  const [first, ...rest] = criteria;
  return isNested && rest.length > 0 ? [first, { name: 'branch', weight: 2, criteria: rest }] : [...criteria];
}
