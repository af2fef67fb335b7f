import { isFlat } from '../../methods/table.js';
import { columnOf, sum } from '../../scoring/numbers.js';
import { type DataWeights, minmaxed, type Scores, weightsFrom } from './information.js';

export const ENTROPY_VARIANTS = ['proportions', 'minmax'] as const;
export type EntropyVariant = (typeof ENTROPY_VARIANTS)[number];

/**
 * Shannon entropy: with p the share of a score in its column, `e = -Σ p ln p / ln m`, and `1 - e` is what the column
 * tells. The variant `proportions` takes scores as they are and does not look at directions; `minmax` first puts every
 * column on 0..1, which makes a weight of any range however narrow.
 *
 * @param table two alternatives or more; under `proportions` scores that are not negative and no column all 0
 * @see Zeleny, M. (1982). Multiple Criteria Decision Making. McGraw-Hill, chapter 7.
 */
export function entropyWeights(table: Scores, variant: EntropyVariant): DataWeights {
  const values = variant === 'minmax' ? minmaxed(table) : table.scores;
  return weightsFrom(table.directions.map((_, column) => told(columnOf(values, column))));
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
