import type { Faults } from './faults.js';
import type { Criterion, Draft, Normalization } from '../problem.js';

/** What criteria and normalization ask of the scores. */
export function checkScores({ criteria, scores, method }: Draft, faults: Faults): void {
  for (const [column, criterion] of (criteria ?? []).entries()) {
    if (faults.isFull) return;
    if (criterion)
      checkColumn({ column, criterion, normalization: method?.normalization }, scores ?? [], faults);
  }
}

interface Column {
  readonly column: number;
  readonly criterion: Criterion;
  readonly normalization: Normalization | undefined;
}

function checkColumn(column: Column, scores: NonNullable<Draft['scores']>, faults: Faults): void {
  const cells = scores.map((row) => row?.[column.column] ?? null);
  for (const [row, cell] of cells.entries()) {
    const fault = cell === null ? null : faultOf(cell, column);
    if (fault !== null) faults.add(`scores[${row}][${column.column}]`, fault);
  }
  if (isRatio(column) && cells.length > 0 && cells.every((cell) => cell === 0)) {
    faults.add(
      `criteria[${column.column}]`,
      `must have a score above 0 where the normalization is ${column.normalization}`,
    );
  }
}

function faultOf(score: number, column: Column): string | null {
  const { criterion, normalization } = column;
  const { min, max, direction } = criterion;
  if (min !== null && max !== null && min < max && (score < min || score > max)) {
    return `must be within the declared bounds ${min} to ${max}`;
  }
  if (!isRatio(column)) return null;
  if (direction === 'cost' && score <= 0)
    return `must be above 0: a cost under the normalization ${normalization}`;
  return score < 0 ? `must not be negative under the normalization ${normalization}` : null;
}

function isRatio(column: Column): column is Column & { normalization: 'max' | 'sum' } {
  return column.normalization === 'max' || column.normalization === 'sum';
}
