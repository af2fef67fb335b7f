import type { Faults } from '../reading/faults.js';
import { isBranch, nodesOf } from '../../problem/hierarchy.js';
import type { CriterionDraft, Draft } from '../../problem/draft.js';
import type { WeightSource } from '../../problem/weighting.js';

/** What the source of weights asks of the criteria, branch by branch. */
export function checkWeights(
  { weights, criteria }: Pick<Draft, 'weights' | 'criteria'>,
  faults: Faults,
): void {
  if (weights === null || !isOfFamilies(weights.source)) return;
  for (const { siblings, path } of familiesOf(criteria)) {
    if (weights.source === 'given') checkGiven(siblings, path, faults);
    else if (siblings.some(({ node }) => node.rank !== null)) checkRanks(siblings, weights.source, faults);
  }
}

/** Whether a source weighs the criteria of each branch separately, by what is stated for them. */
function isOfFamilies(source: WeightSource): boolean {
  return source === 'given' || source === 'roc' || source === 'rank_sum' || source === 'rank_reciprocal';
}

interface Sibling {
  readonly node: CriterionDraft;
  readonly path: string;
}

/** Criteria that are weighed against each other. */
interface Family {
  readonly siblings: readonly Sibling[];
  readonly path: string;
}

function familiesOf(criteria: Draft['criteria']): Family[] {
  const below = [...nodesOf(criteria)].flatMap(([node, path]) =>
    isBranch(node) ? [familyOf(node.criteria, `${path}.criteria`)] : [],
  );
  return [familyOf(criteria, 'criteria'), ...below];
}

function familyOf(nodes: Draft['criteria'], path: string): Family {
  const siblings = [...(nodes ?? []).entries()].flatMap(([index, node]) =>
    node === null ? [] : [{ node, path: `${path}[${index}]` }],
  );
  return { siblings, path };
}

function checkGiven(siblings: readonly Sibling[], path: string, faults: Faults): void {
  for (const { node, path: at } of siblings) {
    if (node.weight === null) faults.add(`${at}.weight`, 'is missing, and the source of weights is given');
  }
  if (siblings.length > 0 && siblings.every(({ node }) => node.weight === 0)) {
    faults.add(path, 'must have a weight above 0 somewhere');
  }
}

function checkRanks(siblings: readonly Sibling[], source: string, faults: Faults): void {
  for (const { node, path } of siblings) {
    if (node.rank === null)
      faults.add(`${path}.rank`, `is missing: ${source} needs the rank of all or of none`);
  }
}
