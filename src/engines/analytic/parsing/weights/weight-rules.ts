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
  for (const family of familiesOf(criteria)) {
    if (weights.source === 'given') checkGiven(family, faults);
    else checkRanks(family, weights.source, faults);
  }
}

/** Whether a source weighs the criteria of each branch separately, by what is stated for them. */
function isOfFamilies(source: WeightSource): boolean {
  return source === 'given' || source === 'roc' || source === 'rank_sum' || source === 'rank_reciprocal';
}

/** Criteria that are weighed against each other; `null` for those that could not be read. */
interface Family {
  readonly siblings: readonly (CriterionDraft | null)[];
  readonly path: string;
}

function familiesOf(criteria: Draft['criteria']): Family[] {
  const families: Family[] = [{ siblings: criteria ?? [], path: 'criteria' }];
  for (const [node, path] of nodesOf(criteria)) {
    if (isBranch(node)) families.push({ siblings: node.criteria ?? [], path: `${path}.criteria` });
  }
  return families;
}

function checkGiven({ siblings, path }: Family, faults: Faults): void {
  for (const [index, node] of siblings.entries()) {
    if (node?.weight === null)
      faults.add(`${path}[${index}].weight`, 'is missing, and the source of weights is given');
  }
  const known = siblings.filter((node) => node !== null);
  if (known.length > 0 && known.every(({ weight }) => weight === 0)) {
    faults.add(path, 'must have a weight above 0 somewhere');
  }
}

function checkRanks({ siblings, path }: Family, source: string, faults: Faults): void {
  if (!siblings.some((node) => node !== null && node.rank !== null)) return;
  for (const [index, node] of siblings.entries()) {
    if (node?.rank === null)
      faults.add(`${path}[${index}].rank`, `is missing: ${source} needs the rank of all or of none`);
  }
}
