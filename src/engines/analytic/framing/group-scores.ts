import type { Leaf } from '../problem/hierarchy.js';
import type { Cell, ScoreJudge } from '../problem/scores.js';
import type { Criterion } from '../problem/criteria.js';
import { at, sum } from '../numbers/numbers.js';
import type { Aggregate } from '../problem/judgments.js';
import { figureOf } from './figures.js';

/**
 * The scores of several judges made into one set, cell by cell, of those who gave one; `null` where nobody did. The
 * same whatever the order of the judges, and to the last bit that of one judge where all give the same.
 *
 * @see Aczél, J. and Saaty, T. L. (1983). Procedures for synthesizing ratio judgements. Journal of Mathematical
 *   Psychology 27(1), 93-102, for the geometric mean.
 */
export function groupScores(
  judges: readonly ScoreJudge[],
  leaves: readonly Leaf[],
  aggregate: Aggregate,
): Cell[][] {
  const [first] = judges;
  return (first?.scores ?? []).map((row, alternative) =>
    row.map((_, column) => {
      const figures = judges.flatMap((judge) => figureBy(judge, at(leaves, column).criterion, [alternative, column]) ?? []); // prettier-ignore
      return figures.length === 0 ? null : together(figures, aggregate);
    }),
  );
}

/** What a judge gave a cell; `null` where nothing. */
export function figureBy(
  { scores }: ScoreJudge,
  criterion: Criterion,
  [row, column]: readonly [row: number, column: number],
): number | null {
  const cell = scores[row]?.[column] ?? null;
  const figure = cell === null ? null : figureOf(cell, criterion);
  return typeof figure === 'number' ? figure : null;
}

/** The mean of what the figures are more than the least of them, so that those that are the same stay what they are. */
export function together(figures: readonly number[], aggregate: Aggregate): number {
  const rising = figures.toSorted((a, b) => a - b);
  const least = at(rising, 0);
  const mean = (parts: readonly number[]) => sum(parts.map((part) => part / parts.length));
  if (aggregate === 'mean') return least + mean(rising.map((figure) => figure - least));
  // In two halves, each of which is finite however far the figures are apart.
  const half = Math.exp(mean(rising.map((figure) => Math.log(figure) - Math.log(least))) / 2);
  return least * half * half;
}
