import type { DecisionMatrix, UncertainScore } from './decision-matrix.js';
import { figureOf, meanOf, substituteOf } from './figures.js';
import { cellsOf } from './judged-scores.js';
import { isBranch, type Leaf, leavesOf } from '../problem/hierarchy.js';
import { at, sum } from '../numbers/numbers.js';
import { type Excluded, shortfallsOf } from './requirements.js';
import type { AnalyticProblem } from '../problem/problem.js';
import type { Cell, Distribution } from '../problem/scores.js';
import type { CriterionNode } from '../problem/criteria.js';

/** What is compared, and what was left out of it. */
export interface Framed {
  /** Without the alternatives that are excluded or dropped, and without the criteria that are dropped. */
  readonly matrix: DecisionMatrix;
  /** The hierarchy of the criteria of the matrix. */
  readonly criteria: readonly CriterionNode[];
  /** Alternatives that do not meet a requirement. */
  readonly excluded: readonly Excluded[];
  /** Alternatives and criteria left out because a score is missing. */
  readonly dropped: Readonly<{ alternatives: readonly string[]; criteria: readonly string[] }>;
  /** Paths of the scores that are missing and were not left out. */
  readonly substituted: readonly string[];
}

/** Decides what is compared: first missing scores, then requirements, which are checked for what is left. */
export function frame(problem: AnalyticProblem): Framed {
  const kept = keptOf(problem);
  const parts = partsOf(problem, kept);
  const excluded = shortfallsOf(matrixOf(problem, parts));
  const isIn = (_: unknown, index: number) =>
    !excluded.some(({ alternative }) => alternative === parts.names[index]);
  const { names, leaves, figures } = parts;
  return {
    matrix: matrixOf(problem, { names: names.filter(isIn), leaves, figures: figures.filter(isIn) }),
    criteria: pruned(problem.criteria, new Set(leaves.map(({ criterion }) => criterion.name))),
    excluded,
    dropped: droppedFrom(problem, kept),
    substituted: kept.rows.flatMap((row) =>
      kept.columns
        .filter((column) => isMissing(problem, row, column))
        .map((column) => `scores[${row}][${column}]`),
    ),
  };
}

/** The alternatives and criteria that are not dropped, by index. */
interface Kept {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function keptOf(problem: AnalyticProblem): Kept {
  return {
    rows: [...problem.alternatives.keys()].filter((row) => !isDroppedRow(problem, row)),
    columns: [...leavesOf(problem.criteria).keys()].filter((column) => !isDroppedColumn(problem, column)),
  };
}

function droppedFrom(
  { alternatives, criteria }: AnalyticProblem,
  { rows, columns }: Kept,
): Framed['dropped'] {
  const names = leavesOf(criteria).map(({ criterion }) => criterion.name);
  return {
    alternatives: alternatives.filter((_, row) => !rows.includes(row)),
    criteria: names.filter((_, column) => !columns.includes(column)),
  };
}

type Figure = number | Distribution;

/** What a matrix is made of: a name for each row, a leaf for each column, and what they have in common. */
interface Parts {
  readonly names: readonly string[];
  readonly leaves: readonly Leaf[];
  readonly figures: readonly (readonly Figure[])[];
}

function partsOf(problem: AnalyticProblem, { rows, columns }: Kept): Parts {
  const all = leavesOf(problem.criteria);
  const cells = cellsOf(problem);
  return {
    names: rows.map((row) => at(problem.alternatives, row)),
    leaves: columns.map((column) => at(all, column)),
    figures: rows.map((row) =>
      columns.map((column) => figureAt(problem, at(all, column), at(at(cells, row), column))),
    ),
  };
}

function matrixOf({ method, weights, criteria: nodes }: AnalyticProblem, parts: Parts): DecisionMatrix {
  const criteria = parts.leaves.map(({ criterion }) => criterion);
  const mean = (figure: Figure, column: number) =>
    typeof figure === 'number' ? figure : meanOf(figure, at(criteria, column));
  return {
    alternatives: parts.names,
    criteria,
    paths: parts.leaves.map(({ path }) => path),
    scores: parts.figures.map((row) => row.map(mean)),
    uncertain: parts.figures.flatMap(uncertainIn),
    method,
    coefficients:
      weights.source === 'given' && weights.scale === 'as_given'
        ? sum(nodes.map(({ weight }) => weight ?? 0))
        : 1,
  };
}

function uncertainIn(row: readonly Figure[], alternative: number): UncertainScore[] {
  return row.flatMap((figure, criterion) =>
    typeof figure === 'number' ? [] : [{ alternative, criterion, distribution: figure }],
  );
}

function figureAt({ missing }: AnalyticProblem, { criterion, path }: Leaf, cell: Cell): Figure {
  const figure = cell === null ? substituteOf(criterion, missing) : figureOf(cell, criterion);
  if (figure === null) throw new RangeError(`A score is missing under ${path}`);
  return figure;
}

function isDroppedColumn(problem: AnalyticProblem, column: number): boolean {
  return (
    problem.missing === 'drop_criterion' && problem.scores.some((_, row) => isMissing(problem, row, column))
  );
}

function isDroppedRow(problem: AnalyticProblem, row: number): boolean {
  return problem.missing === 'drop_alternative' && problem.scores[row]?.includes(null) === true;
}

function isMissing({ scores }: AnalyticProblem, row: number, column: number): boolean {
  return scores[row]?.[column] === null;
}

function pruned(nodes: readonly CriterionNode[], kept: ReadonlySet<string>): CriterionNode[] {
  return nodes.flatMap((node): CriterionNode[] => {
    if (!isBranch(node)) return kept.has(node.name) ? [node] : [];
    const criteria = pruned(node.criteria, kept);
    return criteria.length === 0 ? [] : [{ ...node, criteria }];
  });
}
