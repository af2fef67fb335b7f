import { at } from '../../numbers/numbers.js';
import { ranksOf } from '../../numbers/ranking.js';
import { wpm } from '../ratio/wpm.js';
import type { Table } from '../../numbers/table.js';
import { moora } from './moora.js';

/** The three parts of MULTIMOORA, the ranks they give, and the rank of all together. */
export interface Multimoora {
  readonly ratio: readonly number[];
  readonly referencePoint: readonly number[];
  /** The full multiplicative form, in parts of the best of each column. */
  readonly multiplicative: readonly number[];
  readonly rankRatio: readonly number[];
  readonly rankReferencePoint: readonly number[];
  readonly rankMultiplicative: readonly number[];
  /** Of all three together. */
  readonly ranks: readonly number[];
}

/**
 * MOORA and the full multiplicative form, brought together by dominance: an alternative is ahead of another where at
 * least two of the three rankings say so. The final rank is by how many it is ahead of less how many are ahead of it,
 * which puts alternatives that beat each other in a circle level.
 *
 * @param table scores above 0; weights need not sum to 1
 * @see Brauers, W. K. M. and Zavadskas, E. K. (2010). Project management by MULTIMOORA as an instrument for transition
 *   economies. Technological and Economic Development of Economy 16(1), 5-24.
 */
export function multimoora(table: Table): Multimoora {
  const { ratio, referencePoint } = moora(table);
  const { scores, logarithms } = wpm(table, { normalization: 'max' });
  const rankRatio = ranksOf(ratio);
  const rankReferencePoint = ranksOf(referencePoint.map((distance) => -distance));
  const rankMultiplicative = ranksOf(logarithms);
  return {
    ratio,
    referencePoint,
    multiplicative: scores,
    rankRatio,
    rankReferencePoint,
    rankMultiplicative,
    ranks: ranksOf(lead([rankRatio, rankReferencePoint, rankMultiplicative])),
  };
}

function lead(rankings: readonly (readonly number[])[]): number[] {
  const indices = [...at(rankings, 0).keys()];
  const votes = (a: number, b: number) => rankings.filter((ranks) => at(ranks, a) < at(ranks, b)).length;
  return indices.map((a) => indices.reduce((total, b) => total + Math.sign(votes(a, b) - votes(b, a)), 0));
}
