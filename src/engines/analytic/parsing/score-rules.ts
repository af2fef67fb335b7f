import type { Faults } from './faults.js';
import { chancesOf, endsOf, figureOf, isUnbounded, meanOf, spanOf } from '../framing/figures.js';
import { leavesOf } from '../hierarchy.js';
import type { Cell, Criterion, Distribution, Draft, MissingPolicy, Normalization } from '../problem.js';

/** What criteria, normalization and the policy for missing scores ask of the scores. */
export function checkScores({ criteria, scores, method, missing }: Draft, faults: Faults): void {
  for (const [column, { criterion, path }] of (leavesOf(criteria) ?? []).entries()) {
    if (faults.isFull) return;
    const rule = { column, path, criterion, normalization: method?.normalization, missing };
    checkColumn(rule, scores ?? [], faults);
  }
}

interface Column {
  readonly column: number;
  readonly path: string;
  readonly criterion: Criterion;
  readonly normalization: Normalization | undefined;
  readonly missing: MissingPolicy | null;
}

function checkColumn(column: Column, scores: NonNullable<Draft['scores']>, faults: Faults): void {
  const cells = scores.map((row) => row?.[column.column]);
  for (const [row, cell] of cells.entries()) {
    const fault = cell === undefined ? null : faultOf(cell, column);
    if (fault !== null) faults.add(`scores[${row}][${column.column}]`, fault);
  }
  if (isRatio(column) && cells.length > 0 && cells.every((cell) => cell === 0)) {
    faults.add(column.path, `must have a score above 0 where the normalization is ${column.normalization}`);
  }
}

function faultOf(cell: Cell, column: Column): string | null {
  const { criterion } = column;
  if (cell === null) return missingFault(column);
  if (typeof cell === 'string')
    return levelFault(criterion, cell) ?? numberFault(numberOf(cell, criterion), column);
  if (typeof cell === 'number') return numberFault(cell, column);
  return distributionFault(cell, column);
}

function missingFault({ criterion, missing }: Column): string | null {
  if (missing === 'reject') return 'is missing';
  const needsEnds = missing === 'worst' || missing === 'interval';
  return needsEnds && !endsOf(criterion)
    ? `is missing, and ${missing} needs a criterion with min and max`
    : null;
}

function levelFault({ levels }: Criterion, name: string): string | null {
  if (levels === null) return 'must be a finite number';
  const known = Number.isFinite(numberOf(name, { levels } as Criterion));
  return known ? null : `must be one of ${levels.map((level) => level.name).join(', ')}`;
}

function numberOf(cell: string | number, criterion: Criterion): number {
  const figure = figureOf(cell, criterion);
  return typeof figure === 'number' ? figure : NaN;
}

function numberFault(score: number, column: Column): string | null {
  return boundsFault([score, score], column) ?? ratioFault(score, column);
}

function distributionFault(distribution: Distribution, column: Column): string | null {
  const { criterion } = column;
  if ('levels' in distribution) {
    if (criterion.levels === null) return 'must be a number: the criterion has no levels';
    if (chancesOf(distribution, criterion).length < Object.keys(distribution.levels).length) {
      return `must be of the levels ${criterion.levels.map(({ name }) => name).join(', ')}`;
    }
  }
  const mean = meanOf(distribution, criterion);
  if (!Number.isFinite(mean)) return 'must have a finite mean';
  if (isRatio(column) && criterion.direction === 'cost') {
    return `must be a number: a cost under the normalization ${column.normalization}`;
  }
  const span = isUnbounded(distribution) ? ([mean, mean] as const) : spanOf(distribution, criterion);
  return boundsFault(span, column) ?? ratioFault(span[0], column);
}

function boundsFault([from, to]: readonly [number, number], { criterion }: Column): string | null {
  const { min, max } = criterion;
  const isOutside = min !== null && max !== null && min < max && (from < min || to > max);
  return isOutside ? `must be within the declared bounds ${min} to ${max}` : null;
}

function ratioFault(score: number, column: Column): string | null {
  if (!isRatio(column)) return null;
  if (column.criterion.direction === 'cost' && score <= 0)
    return `must be above 0: a cost under the normalization ${column.normalization}`;
  return score < 0 ? `must not be negative under the normalization ${column.normalization}` : null;
}

/** A criterion with a value function of its own is not normalized. */
function isRatio(column: Column): column is Column & { normalization: 'max' | 'sum' } {
  const { normalization, criterion } = column;
  return criterion.value === null && (normalization === 'max' || normalization === 'sum');
}
