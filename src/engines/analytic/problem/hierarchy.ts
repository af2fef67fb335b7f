import type { Branch, Criterion, CriterionNode } from './criteria.js';
import type { BranchDraft, CriterionDraft } from './draft.js';

/** A criterion with scores and where it stands, e.g. `criteria[1].criteria[0]`. */
export interface Leaf {
  readonly criterion: Criterion;
  readonly path: string;
  /** Names of the branches that contain it, the outermost first. */
  readonly branches: readonly string[];
}

/** A criterion or branch that could not be read leaves a gap: it is unknown how many columns it has. */
type NodeDraft = CriterionDraft | null;

/** Whether it has no scores of its own, but criteria below it. */
export function isBranch(node: CriterionNode): node is Branch;
export function isBranch(node: CriterionDraft): node is BranchDraft;
export function isBranch(node: CriterionDraft): boolean {
  return 'criteria' in node;
}

/** The criteria with scores in the order of the columns; `null` if some part of the hierarchy cannot be read. */
export function leavesOf(nodes: readonly CriterionNode[]): readonly Leaf[];
export function leavesOf(nodes: readonly NodeDraft[] | null): readonly Leaf[] | null;
export function leavesOf(nodes: readonly NodeDraft[] | null): readonly Leaf[] | null {
  const leaves: Leaf[] = [];
  return collect(nodes, { path: 'criteria', branches: [] }, leaves) ? leaves : null;
}

/** Puts them into one list: a call takes no more arguments than fit on the stack, and there may be more criteria. */
function collect(nodes: readonly NodeDraft[] | null, at: Omit<Leaf, 'criterion'>, leaves: Leaf[]): boolean {
  if (nodes === null) return false;
  for (const [index, node] of nodes.entries()) {
    const path = `${at.path}[${index}]`;
    if (node === null) return false;
    if (!isBranch(node)) {
      leaves.push({ criterion: node, path, branches: at.branches });
      continue;
    }
    const below = { path: `${path}.criteria`, branches: [...at.branches, node.name] };
    if (!collect(node.criteria, below, leaves)) return false;
  }
  return true;
}

type PlacedNode = readonly [node: CriterionDraft, path: string];

/** Every criterion and branch that could be read, with its path. */
export function nodesOf(nodes: readonly NodeDraft[] | null): readonly PlacedNode[] {
  const found: PlacedNode[] = [];
  collectNodes(nodes, 'criteria', found);
  return found;
}

function collectNodes(nodes: readonly NodeDraft[] | null, path: string, found: PlacedNode[]): void {
  for (const [index, node] of (nodes ?? []).entries()) {
    if (node === null) continue;
    const at = `${path}[${index}]`;
    found.push([node, at]);
    if (isBranch(node)) collectNodes(node.criteria, `${at}.criteria`, found);
  }
}
