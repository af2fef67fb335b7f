import type { Framed } from '../framing/frame.js';
import { isBranch, leavesOf } from '../problem/hierarchy.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { CriterionNode } from '../problem/criteria.js';
import type { Weighting } from '../problem/weighting.js';
import { decisionTable } from '../scoring/decision-table.js';
import { at, sum } from '../numbers/numbers.js';
import { leafWeights, type NodeWeight, nodeWeights } from './weights.js';
import { criticWeights } from './data/critic.js';
import { entropyWeights } from './data/entropy.js';
import type { DataWeights } from './data/information.js';
import { merecWeights } from './data/merec.js';
import { byJudges, type Verdict } from './judges/judges.js';
import { type Judged, judged } from '../pairwise/ahp.js';
import { type Bwm, bwm } from '../pairwise/bwm.js';

/** The weights of a problem, and the findings of their source. */
export interface Weighed {
  readonly nodes: readonly NodeWeight[];
  /** Of the criteria of the matrix; sum to 1. */
  readonly weights: readonly number[];
  readonly judged: Judged | null;
  readonly bwm: Bwm | null;
  readonly data: DataWeights | null;
  readonly judges: Verdict | null;
}

const NOTHING = { judged: null, bwm: null, data: null, judges: null };

/** Judgments are for all criteria of the problem; where some were dropped, the rest keep their proportions. */
export function weigh({ criteria, weights }: AnalyticProblem, framed: Framed): Weighed {
  switch (weights.source) {
    case 'given':
    case 'equal':
    case 'roc':
    case 'rank_sum':
    case 'rank_reciprocal': {
      const nodes = nodeWeights(framed.criteria, weights.source);
      return { ...NOTHING, nodes, weights: leafWeights(nodes) };
    }
    case 'ahp': {
      const found = judged(weights.judgments, weights);
      return { ...NOTHING, ...remaining(found.weights, criteria, framed), judged: found };
    }
    case 'bwm': {
      const found = bwm(indexed(weights, criteria));
      return { ...NOTHING, ...remaining(found.weights, criteria, framed), bwm: found };
    }
    case 'judges': {
      const found = byJudges(weights);
      return { ...NOTHING, ...remaining(found.weights, criteria, framed), judges: found };
    }
    case 'entropy':
    case 'critic':
    case 'merec': {
      const data = dataWeights(weights, framed);
      return { ...NOTHING, ...distributed(data.weights, framed), data };
    }
  }
}

type Split = Pick<Weighed, 'nodes' | 'weights'>;

function remaining(all: readonly number[], criteria: readonly CriterionNode[], framed: Framed): Split {
  const weightOf = new Map(
    leavesOf(criteria).map(({ criterion }, index) => [criterion.name, at(all, index)]),
  );
  const kept = framed.matrix.criteria.map(({ name }) => weightOf.get(name) ?? 0);
  const total = sum(kept);
  return distributed(
    kept.map((weight) => (total === 0 ? 1 / kept.length : weight / total)),
    framed,
  );
}

/** A branch weighs as much as what it contains. */
function distributed(weights: readonly number[], framed: Framed): Split {
  const weightOf = new Map(framed.matrix.criteria.map(({ name }, index) => [name, at(weights, index)]));
  const overall = (node: CriterionNode): number =>
    isBranch(node) ? sum(node.criteria.map(overall)) : (weightOf.get(node.name) ?? 0);
  const walk = (nodes: readonly CriterionNode[], parent: string | null, above: number): NodeWeight[] =>
    nodes.flatMap((node) => {
      const own = overall(node);
      const local = above === 0 ? 1 / nodes.length : own / above;
      return [
        { node, parent, local, overall: own },
        ...(isBranch(node) ? walk(node.criteria, node.name, own) : []),
      ];
    });
  return { nodes: walk(framed.criteria, null, 1), weights };
}

/** A single alternative cannot distinguish criteria, and all criteria weigh the same. */
function dataWeights(
  weighting: Extract<Weighting, { source: 'entropy' | 'critic' | 'merec' }>,
  { matrix }: Framed,
): DataWeights {
  const count = matrix.criteria.length;
  if (matrix.alternatives.length < 2) {
    return { weights: matrix.criteria.map(() => 1 / count), information: matrix.criteria.map(() => 0) };
  }
  const { scores, directions } = decisionTable(matrix, []);
  const table = {
    scores,
    directions: directions.map((direction) => (weighting.direction === 'aware' ? direction : 'benefit')),
  };
  switch (weighting.source) {
    case 'entropy':
      return entropyWeights(table, weighting);
    case 'critic':
      return criticWeights(table, weighting);
    case 'merec':
      return merecWeights(table);
  }
}

function indexed(weighting: Extract<Weighting, { source: 'bwm' }>, criteria: readonly CriterionNode[]) {
  const names = leavesOf(criteria).map(({ criterion }) => criterion.name);
  return {
    best: names.indexOf(weighting.best),
    worst: names.indexOf(weighting.worst),
    bestToOthers: weighting.best_to_others,
    othersToWorst: weighting.others_to_worst,
  };
}
