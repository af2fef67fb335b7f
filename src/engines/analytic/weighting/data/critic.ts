import type { CRITIC_VARIANTS } from '../../problem/weighting.js';
import type { Direction } from '../../numbers/matrix.js';
import { mapColumns, signOf } from '../../numbers/table.js';
import { columnOf, dot, sum } from '../../numbers/numbers.js';
import { type DataWeights, minmaxed, type Scores, weightsFrom } from './information.js';

/** How columns are made comparable. */
export type CriticOptions = Readonly<{ variant: (typeof CRITIC_VARIANTS)[number] }>;

/**
 * Criteria importance through intercriteria correlation: `sd · Σ (1 - r)` of columns on 0..1, with sd the sample
 * standard deviation and r the correlations with all columns. Much spread and little repetition weigh much. The variant
 * `proportions` takes shares of the scores, of a cost with the sign turned, instead of columns on 0..1: then a narrow
 * range of large scores is little spread.
 *
 * @param table two alternatives or more; with three or fewer, correlations say little; under `proportions` scores that
 *   are not negative, no column all 0
 * @see Diakoulaki, D., Mavrotas, G. and Papayannakis, L. (1995). Determining objective weights in multiple criteria
 *   problems: the CRITIC method. Computers & Operations Research 22(7), 763-770.
 */
export function criticWeights(table: Scores, { variant }: CriticOptions): DataWeights {
  const values = variant === 'minmax' ? minmaxed(table) : mapColumns(table, shareOf);
  const columns = table.directions.map((_, column) => centred(columnOf(values, column)));
  return weightsFrom(
    columns.map((column) => {
      const deviation = lengthOf(column) / Math.sqrt(Math.max(1, column.length - 1));
      return deviation * sum(columns.map((other) => 1 - correlation(column, other)));
    }),
  );
}

function shareOf(column: readonly number[], direction: Direction): (score: number) => number {
  const size = Math.max(...column);
  const total = sum(column.map((score) => score / size));
  return (score) => (signOf(direction) * (score / size)) / total;
}

function centred(column: readonly number[]): number[] {
  const mean = sum(column) / column.length;
  return column.map((value) => value - mean);
}

/** 0 where a column is constant. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const lengths = lengthOf(a) * lengthOf(b);
  return lengths === 0 ? 0 : Math.min(1, Math.max(-1, dot(a, b) / lengths));
}

function lengthOf(vector: readonly number[]): number {
  return Math.sqrt(sum(vector.map((value) => value * value)));
}
