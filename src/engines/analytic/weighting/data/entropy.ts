import type { EntropyVariant } from '../../problem/weighting.js';
import type { Direction } from '../../numbers/matrix.js';
import { isFlat, mapColumns } from '../../numbers/table.js';
import { columnOf, sum } from '../../numbers/numbers.js';
import { type DataWeights, minmaxed, type Scores, weightsFrom } from './information.js';

/** How columns become shares. */
export type EntropyOptions = Readonly<{ variant: EntropyVariant }>;

/**
 * Shannon entropy: with p the share of a score in its column, `e = -Σ p ln p / ln m`, and `1 - e` is what the column
 * tells. The variant `proportions` takes shares of the scores, of a cost those of `min / x`; `minmax` first puts every
 * column on 0..1, which makes a weight of any range however narrow. Published weights mostly ignore directions: give
 * all criteria as benefits for these.
 *
 * @param table two alternatives or more; under `proportions` scores that are not negative, no column all 0, and costs
 *   above 0
 * @see Zeleny, M. (1982). Multiple Criteria Decision Making. McGraw-Hill, chapter 7.
 */
export function entropyWeights(table: Scores, { variant }: EntropyOptions): DataWeights {
  const values = variant === 'minmax' ? minmaxed(table) : mapColumns(table, sizeOf);
  return weightsFrom(table.directions.map((_, column) => told(columnOf(values, column))));
}

function sizeOf(column: readonly number[], direction: Direction): (score: number) => number {
  const least = Math.min(...column);
  return direction === 'benefit' ? (score) => score : (score) => least / score;
}

function told(column: readonly number[]): number {
  if (isFlat(column)) return 0;
  const size = Math.max(...column);
  const total = sum(column.map((value) => value / size));
  const entropy = -sum(column.map((value) => plogp(value / size / total))) / Math.log(column.length);
  return 1 - entropy;
}

/** `0 ln 0` is 0, the limit. */
function plogp(share: number): number {
  return share === 0 ? 0 : share * Math.log(share);
}
