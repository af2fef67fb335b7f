import type { DecisionMatrix, UncertainScore } from './decision-matrix.js';
import { figureOf, meanOf, substituteOf } from './figures.js';
import { cellsOf } from './judged-scores.js';
import { isBranch, type Leaf, leavesOf } from '../hierarchy.js';
import { at, sum } from '../scoring/numbers.js';
import { type Excluded, shortfallsOf } from './requirements.js';
import type { AnalyticProblem, Cell, CriterionNode, Distribution } from '../problem.js';

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
  const leaves = leavesOf(problem.criteria);
  const cells = cellsOf(problem);
  const columns = [...leaves.keys()].filter((column) => !isDroppedColumn(problem, column));
  const rows = [...problem.alternatives.keys()].filter((row) => !isDroppedRow(problem, row));
  const kept = columns.map((column) => at(leaves, column));
  const figures = rows.map((row) =>
    columns.map((column) => figureAt(problem, at(leaves, column), at(at(cells, row), column))),
  );
  const names = rows.map((row) => at(problem.alternatives, row));
  const matrix = matrixOf(problem, { names, leaves: kept, figures });
  const excluded = shortfallsOf(matrix);
  const isIn = (index: number) => !excluded.some(({ alternative }) => alternative === names[index]);
  const remaining = figures.filter((_, index) => isIn(index));
  return {
    matrix: matrixOf(problem, {
      names: names.filter((_, index) => isIn(index)),
      leaves: kept,
      figures: remaining,
    }),
    criteria: pruned(problem.criteria, new Set(kept.map(({ criterion }) => criterion.name))),
    excluded,
    dropped: {
      alternatives: problem.alternatives.filter((_, row) => !rows.includes(row)),
      criteria: leaves
        .filter((_, column) => !columns.includes(column))
        .map(({ criterion }) => criterion.name),
    },
    substituted: rows.flatMap((row) =>
      columns
        .filter((column) => isMissing(problem, row, column))
        .map((column) => `scores[${row}][${column}]`),
    ),
  };
}

type Figure = number | Distribution;

function matrixOf(
  { method, weights, criteria: nodes }: AnalyticProblem,
  parts: { names: readonly string[]; leaves: readonly Leaf[]; figures: readonly (readonly Figure[])[] },
): DecisionMatrix {
  const criteria = parts.leaves.map(({ criterion }) => criterion);
  const mean = (figure: Figure, column: number) =>
    typeof figure === 'number' ? figure : meanOf(figure, at(criteria, column));
  return {
    alternatives: parts.names,
    criteria,
    paths: parts.leaves.map(({ path }) => path),
    scores: parts.figures.map((row) => row.map(mean)),
    uncertain: parts.figures.flatMap((row, alternative) =>
      row.flatMap((figure, criterion): UncertainScore[] =>
        typeof figure === 'number' ? [] : [{ alternative, criterion, distribution: figure }],
      ),
    ),
    method,
    coefficients:
      weights.source === 'given' && weights.scale === 'as_given'
        ? sum(nodes.map(({ weight }) => weight ?? 0))
        : 1,
  };
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
