import { isBranch } from '../problem/hierarchy.js';
import { sum } from '../numbers/numbers.js';
import type { CriterionNode } from '../problem/criteria.js';
import type { Weighting } from '../problem/weighting.js';

/** Sources that weigh the criteria of each branch separately. */
export type FamilySource = Exclude<
  Weighting['source'],
  'ahp' | 'bwm' | 'entropy' | 'critic' | 'merec' | 'judges'
>;

/** The weight of a criterion or branch among its siblings, and in total. */
export interface NodeWeight {
  readonly node: CriterionNode;
  /** The branch it is in; `null` at the top. */
  readonly parent: string | null;
  /** Sums to 1 among siblings. */
  readonly local: number;
  /** The product of the local weights from the top down; sums to 1 over the criteria with scores. */
  readonly overall: number;
}

/**
 * The weights of criteria and branches, each family weighed by itself; a branch comes before what is in it.
 *
 * @see Barron, F. H. and Barrett, B. E. (1996). Decision quality using ranked attribute weights. Management Science
 *   42(11), 1515-1523, for the centroid.
 * @see Stillwell, W. G., Seaver, D. A. and Edwards, W. (1981). A comparison of weight approximation techniques.
 *   Organizational Behavior and Human Performance 28(1), 62-77, for the rank sum and reciprocal.
 */
export function nodeWeights(nodes: readonly CriterionNode[], source: FamilySource): NodeWeight[] {
  return weighed(nodes, source, { parent: null, overall: 1 });
}

/** The weights of the criteria with scores, in the order of the columns. */
export function leafWeights(weights: readonly NodeWeight[]): number[] {
  return weights.filter(({ node }) => !isBranch(node)).map(({ overall }) => overall);
}

function weighed(
  nodes: readonly CriterionNode[],
  source: FamilySource,
  above: Pick<NodeWeight, 'parent' | 'overall'>,
): NodeWeight[] {
  const local = scaledToOne(rawWeights(nodes, source));
  return nodes.flatMap((node, index) => {
    const weight = local[index] ?? 0;
    const own = { node, parent: above.parent, local: weight, overall: weight * above.overall };
    const below = isBranch(node)
      ? weighed(node.criteria, source, { parent: node.name, overall: own.overall })
      : [];
    return [own, ...below];
  });
}

function rawWeights(criteria: readonly CriterionNode[], source: FamilySource): number[] {
  switch (source) {
    case 'given':
      return criteria.map(({ weight }) => weight ?? 0);
    case 'equal':
      return criteria.map(() => 1);
    case 'roc':
      return byPosition(criteria, centroid);
    case 'rank_sum':
      return byPosition(criteria, (position, count) => count + 1 - position);
    case 'rank_reciprocal':
      return byPosition(criteria, (position) => 1 / position);
  }
}

/** Criteria of equal rank take the mean of the weights of the positions they share. */
function byPosition(
  criteria: readonly CriterionNode[],
  weightAt: (position: number, count: number) => number,
): number[] {
  const ranks = criteria.map(({ rank }, index) => rank ?? index + 1);
  return ranks.map((rank) => {
    const before = ranks.filter((other) => other < rank).length;
    const level = ranks.filter((other) => other === rank).length;
    const shared = Array.from({ length: level }, (_, index) => weightAt(before + index + 1, criteria.length));
    return sum(shared) / level;
  });
}

function centroid(position: number, count: number): number {
  return sum(Array.from({ length: count - position + 1 }, (_, index) => 1 / (position + index))) / count;
}

function scaledToOne(weights: readonly number[]): number[] {
  const total = sum(weights);
  return weights.map((weight) => weight / total);
}
